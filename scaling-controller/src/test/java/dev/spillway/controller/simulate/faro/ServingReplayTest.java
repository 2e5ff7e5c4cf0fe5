package dev.spillway.controller.simulate.faro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.simulate.faro.plant.ReplicaLog;
import dev.spillway.controller.simulate.faro.serving.Arrivals;
import dev.spillway.controller.simulate.faro.serving.Lane;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Gives our lanes the replicas that the original had at each moment: with our own arrivals and
 * service times they must come to its results on average. (The schedule was made for other
 * arrivals, so that a single seed may be half a point away, and a tenant two points on average.)
 */
final class ServingReplayTest {

    private static final long[] SEEDS = {1, 2, 3, 4};

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    aiad_32_seed42_360min,         360
                    oneshot_32_seed42_90min,        90
                    mark_reactive_32_seed42_90min,  90
                    """)
    void comesToTheRecordedResults(String run, int minutes) throws IOException {
        FaroTrace trace = FaroTrace.read(Traces.file("faro-10-tenants.json")).first(minutes);
        List<double[]> changes = Recording.rows(run, "changes");
        double[] expected = Recording.expected(run);
        List<FaroScore> scores =
                Arrays.stream(SEEDS).mapToObj(seed -> replay(trace, changes, seed)).toList();

        assertThat(mean(scores, FaroScore::requests)).isEqualTo(expected[0]);
        assertThat(100 * mean(scores, FaroScore::violationRatio))
                .isCloseTo(expected[1], within(0.3));
        assertThat(mean(scores, FaroScore::failed))
                .isCloseTo(expected[3], Percentage.withPercentage(1.5));
        assertThat(mean(scores, FaroScore::p99Millis))
                .isCloseTo(expected[5], Percentage.withPercentage(0.5));
        for (int tenant = 0; tenant < 10; tenant++) {
            int of = tenant;
            assertThat(mean(scores, score -> score.tenantRatios().get(of)))
                    .isCloseTo(expected[9 + tenant], within(0.025));
        }
    }

    private static double mean(List<FaroScore> scores, ToDoubleFunction<FaroScore> of) {
        return scores.stream().mapToDouble(of).average().orElseThrow();
    }

    private static FaroScore replay(FaroTrace trace, List<double[]> changes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Lane> lanes =
                IntStream.range(0, trace.tenants().size())
                        .mapToObj(
                                tenant ->
                                        new Lane(
                                                trace.tenants().get(tenant),
                                                FaroSetting.published(32).serving(),
                                                new Arrivals(trace.counts(tenant), random.split()),
                                                random.split()))
                        .toList();
        int[] replicas = new int[lanes.size()];
        for (double[] change : changes) {
            int tenant = (int) change[1];
            long at = Math.round(change[0] * 1e9);
            for (; replicas[tenant] < change[2]; replicas[tenant]++) {
                lanes.get(tenant).addReplica(at);
            }
            for (; replicas[tenant] > change[2]; replicas[tenant]--) {
                lanes.get(tenant).removeReplica(at);
            }
        }
        lanes.forEach(lane -> lane.runUntil(2L * 360 * 60_000_000_000L));
        return FaroScore.of(lanes.stream().map(Lane::tally).toList(), new ReplicaLog());
    }
}
