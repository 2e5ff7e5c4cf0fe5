package dev.spillway.rag.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When each condition of readiness was met for the first time, counted from the process's birth.
 */
public final class StartWatch {

    private final Map<String, Duration> met = new LinkedHashMap<>();

    /** Notes that a step of the start is done. */
    public void done(String step, Duration age) {
        met.putIfAbsent(step, age);
    }

    /**
     * Looks at the conditions.
     *
     * @param age of the process now
     * @return what the start took, once all are met
     */
    public Optional<String> look(Readiness.Report report, Duration age) {
        report.checks()
                .forEach(
                        (check, isMet) -> {
                            if (isMet) {
                                done(check, age);
                            }
                        });
        return report.allMet() ? Optional.of(summary(age)) : Optional.empty();
    }

    private String summary(Duration age) {
        List<Map.Entry<String, Duration>> steps = new ArrayList<>(met.entrySet());
        steps.sort(Map.Entry.comparingByValue());
        return "ready %d ms after the process began: %s"
                .formatted(
                        age.toMillis(),
                        steps.stream()
                                .map(step -> step.getKey() + " " + step.getValue().toMillis())
                                .collect(Collectors.joining(", ")));
    }
}
