package dev.spillway.controller.recommend.hpa.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the API server would refuse in a spec; the controller itself checks none of it. */
public final class SpecProblems {

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(30);

    private final List<String> problems = new ArrayList<>();

    private SpecProblems() {}

    /**
     * One line for each; none when the spec may be used.
     *
     * @param scaleToZero whether the gate HPAScaleToZero is on
     */
    public static List<String> of(HpaSpec spec, boolean scaleToZero) {
        SpecProblems found = new SpecProblems();
        found.checkBounds(spec, scaleToZero);
        spec.behavior()
                .ifPresent(
                        behavior -> {
                            found.checkRules("behavior.scaleUp", behavior.scaleUp());
                            found.checkRules("behavior.scaleDown", behavior.scaleDown());
                        });
        return List.copyOf(found.problems);
    }

    private void checkBounds(HpaSpec spec, boolean scaleToZero) {
        int min = spec.minReplicas().orElse(1);
        if (min < (scaleToZero ? 0 : 1)) {
            problems.add(
                    "minReplicas is %d; it must be at least %d"
                            .formatted(min, scaleToZero ? 0 : 1));
        }
        if (min == 0 && !spec.canReturnFromZero()) {
            problems.add("minReplicas is 0; that needs an Object or External metric");
        }
        if (spec.maxReplicas() < 1 || spec.maxReplicas() < min) {
            problems.add(
                    "maxReplicas is %d; it must be at least 1 and minReplicas (%d)"
                            .formatted(spec.maxReplicas(), min));
        }
    }

    private void checkRules(String field, ScalingRules rules) {
        rules.window()
                .filter(window -> window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0)
                .ifPresent(
                        window ->
                                problems.add(
                                        "%s.stabilizationWindowSeconds is %d; it must be 0 to 3600"
                                                .formatted(field, window.toSeconds())));
        if (rules.policies().isEmpty()) {
            problems.add("%s.policies is empty; it must have at least one".formatted(field));
        }
        for (RatePolicy policy : rules.policies()) {
            if (policy.value() < 1) {
                problems.add(
                        "%s.policies: value is %d; it must be at least 1"
                                .formatted(field, policy.value()));
            }
            Duration period = policy.period();
            if (period.compareTo(Duration.ofSeconds(1)) < 0
                    || period.compareTo(LONGEST_PERIOD) > 0) {
                problems.add(
                        "%s.policies: periodSeconds is %d; it must be 1 to 1800"
                                .formatted(field, period.toSeconds()));
            }
        }
        if (rules.tolerance().isPresent() && !(rules.tolerance().getAsDouble() >= 0)) {
            problems.add(
                    "%s.tolerance is %s; it cannot be negative"
                            .formatted(field, rules.tolerance().getAsDouble()));
        }
    }
}
