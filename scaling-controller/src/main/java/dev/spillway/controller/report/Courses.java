package dev.spillway.controller.report;

import dev.spillway.controller.simulate.score.Outcome.PoolCourse;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Puts the courses of several pools together. */
final class Courses {

    private Courses() {}

    /** Sums; of latency and processor time the worst pool's. */
    static PoolCourse together(List<PoolCourse> pools) {
        if (pools.size() == 1) {
            return pools.getFirst();
        }
        int steps = pools.getFirst().desired().length;
        double[] arrived = sums(pools, steps, PoolCourse::arrivedPerSecond);
        double[] violations = new double[steps];
        for (int i = 0; i < steps; i++) {
            double late = 0;
            for (PoolCourse pool : pools) {
                late += pool.violationRatio()[i] * pool.arrivedPerSecond()[i];
            }
            violations[i] = arrived[i] == 0 ? 0 : late / arrived[i];
        }
        return new PoolCourse(
                "all pools",
                pools.getFirst().stepSeconds(),
                whole(pools, steps, PoolCourse::desired),
                whole(pools, steps, PoolCourse::ready),
                sums(pools, steps, PoolCourse::needed),
                whole(pools, steps, PoolCourse::waiting),
                sums(pools, steps, PoolCourse::meanWaiting),
                sums(pools, steps, PoolCourse::inFlight),
                most(pools, steps, PoolCourse::cpuRatio),
                arrived,
                most(pools, steps, PoolCourse::p95Millis),
                violations);
    }

    private static int[] whole(
            List<PoolCourse> pools, int steps, Function<PoolCourse, int[]> series) {
        int[] sums = new int[steps];
        for (PoolCourse pool : pools) {
            int[] values = series.apply(pool);
            for (int i = 0; i < steps; i++) {
                sums[i] += values[i];
            }
        }
        return sums;
    }

    private static double[] sums(
            List<PoolCourse> pools, int steps, Function<PoolCourse, double[]> series) {
        double[] sums = new double[steps];
        for (PoolCourse pool : pools) {
            double[] values = series.apply(pool);
            for (int i = 0; i < steps; i++) {
                sums[i] += values[i];
            }
        }
        return sums;
    }

    private static double[] most(
            List<PoolCourse> pools, int steps, Function<PoolCourse, double[]> series) {
        double[] most = new double[steps];
        for (int i = 0; i < steps; i++) {
            int step = i;
            ToDoubleFunction<PoolCourse> there = pool -> series.apply(pool)[step];
            most[i] = pools.stream().mapToDouble(there).max().orElse(0);
        }
        return most;
    }
}
