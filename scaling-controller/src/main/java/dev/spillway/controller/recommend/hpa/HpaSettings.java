package dev.spillway.controller.recommend.hpa;

import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Gates;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a pool's autoscaler is set up.
 *
 * @param family name of the policy
 * @param metrics watched, at least one
 * @param profile of behaviour; without one Kubernetes' older rules hold
 * @param syncPeriod from one look to the next
 * @param cpuWindow time a sample of processor time covers
 * @param tuning of the controller
 * @param gates of the controller
 * @param fixes that are wanted; none is Kubernetes as it is
 */
public record HpaSettings(
        String family,
        List<HpaMetric> metrics,
        Optional<BehaviorProfile> profile,
        Duration syncPeriod,
        Duration cpuWindow,
        Tuning tuning,
        Gates gates,
        Set<Fix> fixes) {

    private static final Duration SYNC_PERIOD = Duration.ofSeconds(15);

    public HpaSettings {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics is empty; an autoscaler needs one");
        }
        if (!syncPeriod.isPositive()) {
            throw new IllegalArgumentException(
                    "syncPeriod is %s; it must be positive".formatted(syncPeriod));
        }
        metrics = List.copyOf(metrics);
        fixes = Set.copyOf(fixes);
    }

    /** Kubernetes' defaults. */
    public static HpaSettings of(HpaMetric... metrics) {
        return new HpaSettings(
                "hpa",
                List.of(metrics),
                Optional.empty(),
                SYNC_PERIOD,
                SYNC_PERIOD,
                Tuning.DEFAULT,
                Gates.DEFAULT,
                Set.of());
    }

    /** By the pool's queue depth. */
    public static HpaSettings queueDepth() {
        return of(new HpaMetric.QueueDepth(OptionalInt.empty()));
    }

    /** What most people have: processor time only. */
    public static HpaSettings cpu(int targetPercent) {
        HpaSettings settings = of(new HpaMetric.Cpu(targetPercent));
        return new HpaSettings(
                "cpu",
                settings.metrics,
                settings.profile,
                settings.syncPeriod,
                settings.cpuWindow,
                settings.tuning,
                settings.gates,
                settings.fixes);
    }

    public HpaSettings withProfile(BehaviorProfile newProfile) {
        return new HpaSettings(
                family,
                metrics,
                Optional.of(newProfile),
                syncPeriod,
                cpuWindow,
                tuning,
                gates,
                fixes);
    }

    public HpaSettings withSyncPeriod(Duration period) {
        return new HpaSettings(family, metrics, profile, period, cpuWindow, tuning, gates, fixes);
    }

    public HpaSettings withTuning(Tuning newTuning) {
        return new HpaSettings(
                family, metrics, profile, syncPeriod, cpuWindow, newTuning, gates, fixes);
    }

    public HpaSettings withGates(Gates newGates) {
        return new HpaSettings(
                family, metrics, profile, syncPeriod, cpuWindow, tuning, newGates, fixes);
    }

    public HpaSettings withFixes(Fix... newFixes) {
        return new HpaSettings(
                family, metrics, profile, syncPeriod, cpuWindow, tuning, gates, Set.of(newFixes));
    }

    String describe() {
        String watched = metrics.stream().map(HpaMetric::describe).collect(Collectors.joining(","));
        return "metrics=%s behavior=%s sync=%s cpuWindow=%s %s %s fixes=%s"
                .formatted(
                        watched,
                        profile.map(Record::toString).orElse("none"),
                        syncPeriod,
                        cpuWindow,
                        tuning,
                        gates,
                        new TreeSet<>(fixes));
    }
}
