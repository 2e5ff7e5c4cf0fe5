package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;

import java.util.List;

/**
 * A victim's p95 in the spike over its own p95 in the warm phase.
 *
 * @param judged false when a phase has too few samples to stand alone; they still count in the
 *     pooled figure
 * @param result INVALID without a single timed request in the warm phase: there is nothing to
 *     compare with
 */
public record VictimRatio(
        String tenant, Latency warm, Latency spike, double ratio, boolean judged, Result result) {

    /** The name under which all victims' samples together are reported. */
    public static final String POOLED = "all victims";

    static VictimRatio of(String tenant, Evidence evidence, Thresholds thresholds) {
        return of(
                tenant,
                evidence.samples(tenant, Phase.WARM),
                evidence.samples(tenant, Phase.SPIKE),
                thresholds);
    }

    static VictimRatio pooled(Evidence evidence, Thresholds thresholds) {
        return of(POOLED, evidence.victims(Phase.WARM), evidence.victims(Phase.SPIKE), thresholds);
    }

    private static VictimRatio of(
            String tenant,
            List<Sample> warmSamples,
            List<Sample> spikeSamples,
            Thresholds thresholds) {
        Latency warm = Latency.of(warmSamples);
        Latency spike = Latency.of(spikeSamples);
        boolean judged = Math.min(warm.count(), spike.count()) >= thresholds.enoughSamples();
        if (warm.p95Micros() == 0) {
            return new VictimRatio(tenant, warm, spike, 0, judged, Result.INVALID);
        }
        double ratio = (double) spike.p95Micros() / warm.p95Micros();
        return new VictimRatio(tenant, warm, spike, ratio, judged, thresholds.ofRatio(ratio));
    }
}
