package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Sample;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who was turned away. To a victim any refusal is an error; to the flooding tenant 429 is the
 * protection working.
 */
final class Errors {

    private final Thresholds thresholds;

    Errors(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<Check> checks(Evidence evidence) {
        List<Sample> victims = evidence.victims();
        List<Sample> flood = evidence.flood();
        Map<Outcome, Long> victimErrors = errors(victims);
        Map<Outcome, Long> floodErrors = errors(flood);
        long refused = floodErrors.getOrDefault(Outcome.REFUSED, 0L);
        floodErrors.remove(Outcome.REFUSED);
        return List.of(
                within("victims' errors", victims.size(), victimErrors),
                within("flood's errors", flood.size(), floodErrors),
                new Check(
                        "flood's refusals",
                        Result.PASS,
                        refused + " of " + flood.size() + " with 429",
                        "counted, not judged"));
    }

    private Check within(String name, int sent, Map<Outcome, Long> errors) {
        long count = errors.values().stream().mapToLong(Long::longValue).sum();
        String kinds =
                errors.isEmpty()
                        ? ""
                        : errors.entrySet().stream()
                                .map(error -> error.getValue() + " " + error.getKey().label())
                                .collect(Collectors.joining(", ", ": ", ""));
        return new Check(
                name,
                count <= sent * thresholds.errorRatio() ? Result.PASS : Result.FAIL,
                count + " of " + sent + kinds,
                String.format(Locale.ROOT, "<= %.1f %%", 100 * thresholds.errorRatio()));
    }

    private static Map<Outcome, Long> errors(List<Sample> samples) {
        Map<Outcome, Long> outcomes = PhaseSummary.outcomes(samples);
        outcomes.remove(Outcome.ANSWERED);
        return outcomes;
    }
}
