package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * A tenant's requests in one phase.
 *
 * @param planned how many the schedule wanted
 */
public record PhaseSummary(
        String tenant,
        Phase phase,
        long planned,
        int sent,
        Latency latency,
        Map<Outcome, Long> outcomes) {

    public long errors() {
        return sent - outcomes.getOrDefault(Outcome.ANSWERED, 0L);
    }

    static Map<Outcome, Long> outcomes(Collection<Sample> samples) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        samples.forEach(sample -> counts.merge(sample.outcome(), 1L, Long::sum));
        return counts;
    }
}
