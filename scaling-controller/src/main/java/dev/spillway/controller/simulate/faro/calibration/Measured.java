package dev.spillway.controller.simulate.faro.calibration;

import dev.spillway.controller.simulate.faro.FaroScore;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The scores of one policy on one node, one per seed. */
record Measured(Contender contender, int tenants, int cpus, List<FaroScore> scores) {

    Measured {
        scores = List.copyOf(scores);
    }

    DoubleSummaryStatistics violationPercent() {
        return summary(score -> 100 * score.violationRatio());
    }

    /**
     * The worst tenant's share of requests in time. Of ten tenants it is published as the mean over
     * seeds of each run's worst; of a hundred as the worst of the tenants' means over seeds.
     */
    double worstTenantRatio() {
        return tenants == 10
                ? mean(FaroScore::worstTenantRatio)
                : IntStream.range(0, tenants)
                        .mapToDouble(tenant -> mean(score -> score.tenantRatios().get(tenant)))
                        .min()
                        .orElseThrow();
    }

    double mean(ToDoubleFunction<FaroScore> of) {
        return summary(of).getAverage();
    }

    private DoubleSummaryStatistics summary(ToDoubleFunction<FaroScore> of) {
        return scores.stream().mapToDouble(of).summaryStatistics();
    }
}
