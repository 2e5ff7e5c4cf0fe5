package dev.spillway.controller.simulate.faro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.baseline.Forecast;
import dev.spillway.controller.recommend.baseline.LatencyPolicy;
import dev.spillway.controller.recommend.baseline.LatencyRule;
import dev.spillway.controller.recommend.baseline.MarkPolicy;
import dev.spillway.controller.recommend.baseline.MarkRule;
import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.faro.control.FaroController;
import dev.spillway.controller.simulate.faro.control.PolicyController;
import dev.spillway.controller.simulate.faro.control.Room;
import dev.spillway.controller.simulate.faro.plant.LedgerActuation;
import dev.spillway.controller.simulate.faro.plant.PodSetting;
import dev.spillway.controller.simulate.faro.plant.Pods;
import dev.spillway.controller.simulate.faro.plant.Rank;
import dev.spillway.controller.simulate.faro.plant.ReplicaLog;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Feeds the latencies that the original measured to our policies, ledger and pods: every change of
 * replicas must come at the moment, of the tenant and to the number that the original recorded.
 */
final class ControlReplayTest {

    private static final int TENANTS = 10;
    private static final Duration TARGET = Duration.ofMillis(720);

    private final EventQueue events = new EventQueue();
    private final PodSetting setting = PodSetting.of(32);
    private final Pods pods = new Pods(setting, TENANTS, events, new Unheard());
    private final LedgerActuation ledger = new LedgerActuation(pods, events, setting, TENANTS, 1);

    @Test
    void aiadMakesTheChangesOfTheOriginal() throws IOException {
        assertThat(changes("aiad_32_seed42_360min", LatencyPolicy.aiad(LatencyRule.of(TARGET))))
                .isEqualTo(recorded("aiad_32_seed42_360min"))
                .hasSize(527);
    }

    @Test
    void oneshotMakesTheChangesOfTheOriginal() throws IOException {
        assertThat(
                        changes(
                                "oneshot_32_seed42_90min",
                                LatencyPolicy.oneshot(LatencyRule.of(TARGET))))
                .isEqualTo(recorded("oneshot_32_seed42_90min"))
                .hasSize(84);
    }

    @Test
    void markMakesTheChangesOfTheOriginal() throws IOException {
        assertThat(
                        changes(
                                "mark_reactive_32_seed42_90min",
                                new MarkPolicy(MarkRule.of(TARGET), new Forecast.RecentPeak())))
                .isEqualTo(recorded("mark_reactive_32_seed42_90min"))
                .hasSize(46);
    }

    private static List<String> recorded(String run) throws IOException {
        return Recording.rows(run, "changes").stream()
                .map(row -> "%.3f s: t%.0f=%.0f".formatted(row[0], row[1], row[2]))
                .toList();
    }

    private <S> List<String> changes(String run, Policy<S> policy) throws IOException {
        FaroController controller = new PolicyController<>(Collections.nCopies(TENANTS, policy));
        List<double[]> latencies = Recording.rows(run, "metrics");
        List<double[]> peaks = run.startsWith("mark") ? Recording.rows(run, "forecast") : List.of();
        IntStream.range(0, TENANTS).forEach(tenant -> pods.begin(tenant, 1));
        controller.begin(Instant.EPOCH, observe(new double[TENANTS + 1], peaks, true), room());
        for (double[] row : latencies) {
            long at = Math.round(row[0] * 1e9);
            events.at(
                    at,
                    Rank.DECIDE,
                    () ->
                            ledger.apply(
                                    controller.tick(
                                            Instant.EPOCH.plusNanos(at),
                                            observe(row, peaks, false),
                                            room())));
        }
        events.runUntil(Math.round(latencies.getLast()[0] * 1e9));
        return pods.log().replicaChanges().stream()
                .sorted(
                        Comparator.comparingLong(ReplicaLog.Entry::atNanos)
                                .thenComparingInt(ReplicaLog.Entry::tenant))
                .map(
                        entry ->
                                "%.3f s: t%d=%d"
                                        .formatted(
                                                entry.atNanos() / 1e9,
                                                entry.tenant(),
                                                entry.replicas()))
                .toList();
    }

    private List<Observation> observe(double[] row, List<double[]> peaks, boolean isStart) {
        return IntStream.range(0, TENANTS)
                .mapToObj(tenant -> observe(tenant, row, peaks, isStart))
                .toList();
    }

    private Observation observe(int tenant, double[] row, List<double[]> peaks, boolean isStart) {
        Duration mean = Duration.ofNanos(Math.round(row[tenant + 1] * 1e6));
        TenantLoad load =
                new TenantLoad(
                        "t" + tenant,
                        1,
                        TARGET,
                        0,
                        0,
                        Duration.ZERO,
                        arrived(tenant, row[0], peaks),
                        Duration.ZERO,
                        Duration.ZERO);
        return new Observation(
                new Fleet(ledger.desired(tenant), pods.workers(tenant)),
                new Signal.Fresh(
                        new Load(
                                "recorded",
                                0,
                                0,
                                List.of(load),
                                isStart ? Optional.empty() : Optional.of(new Latency(mean, mean))),
                        Duration.ZERO),
                new Goal(10, 1, 1, 100, Duration.ofSeconds(35)));
    }

    /** All of a forecast's peak minute at once, just after the forecast before. */
    private static long arrived(int tenant, double now, List<double[]> peaks) {
        double before = 0;
        long arrived = 0;
        for (double[] peak : peaks) {
            arrived += before < now ? Math.round(peak[tenant + 1]) : 0;
            before = peak[0];
        }
        return arrived;
    }

    private Room room() {
        return new Room(setting.cpus(), pods.freeCpus(), Collections.nCopies(TENANTS, 0));
    }

    private static final class Unheard implements Pods.Listener {

        @Override
        public void added(int tenant, long atNanos) {}

        @Override
        public void removed(int tenant, long atNanos) {}
    }
}
