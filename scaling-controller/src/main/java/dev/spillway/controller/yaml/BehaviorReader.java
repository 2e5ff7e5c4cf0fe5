package dev.spillway.controller.yaml;

import dev.spillway.controller.bound.Behavior;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a behaviour: the name of a profile, or a profile with changed times. */
public final class BehaviorReader {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final List<String> NAMES =
            Behavior.PROFILES.stream().map(Behavior::name).toList();

    public Behavior read(Fields owner) {
        if (!owner.isMapping("behavior")) {
            return profile(owner, "behavior").orElse(Behavior.AGGRESSIVE);
        }
        Fields fields = owner.section("behavior");
        Behavior base = profile(fields, "profile").orElse(Behavior.AGGRESSIVE);
        Behavior behavior =
                base.withPeriods(
                        time(fields, "scaleUpPeriod").orElse(base.scaleUpPeriod()),
                        time(fields, "scaleUpWindow").orElse(base.scaleUpWindow()),
                        time(fields, "scaleDownPeriod").orElse(base.scaleDownPeriod()),
                        time(fields, "scaleDownWindow").orElse(base.scaleDownWindow()));
        fields.finish();
        return behavior;
    }

    private static Optional<Duration> time(Fields fields, String field) {
        return fields.duration(field, Duration.ZERO, LONGEST);
    }

    private static Optional<Behavior> profile(Fields fields, String field) {
        Optional<String> name =
                fields.name(
                        field,
                        String.join("|", NAMES),
                        "are "
                                + String.join(", ", NAMES)
                                + (field.equals("behavior") ? ", or a mapping of times" : ""));
        return name.flatMap(
                written ->
                        Behavior.PROFILES.stream()
                                .filter(profile -> profile.name().equals(written))
                                .findFirst());
    }
}
