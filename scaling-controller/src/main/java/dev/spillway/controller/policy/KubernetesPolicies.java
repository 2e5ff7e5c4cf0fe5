package dev.spillway.controller.policy;

import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.hpa.BehaviorProfile;
import dev.spillway.controller.recommend.hpa.HpaMetric;
import dev.spillway.controller.recommend.hpa.HpaPolicy;
import dev.spillway.controller.recommend.hpa.HpaSettings;
import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.keda.KedaPolicy;
import dev.spillway.controller.recommend.keda.KedaSettings;
import dev.spillway.controller.recommend.kpa.KpaPolicy;
import dev.spillway.controller.recommend.kpa.KpaSettings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes Kubernetes' HPA, KEDA and Knative's autoscaler from words. */
final class KubernetesPolicies {

    private static final String NONE = "none";
    private static final Set<String> PROFILES =
            BehaviorProfile.ALL.stream()
                    .map(BehaviorProfile::name)
                    .collect(Collectors.toCollection(TreeSet::new));

    private KubernetesPolicies() {}

    /** Processor time only: {@code target} in percent. */
    static Policy<?> cpu(Parameters parameters, PoolFacts pool) {
        HpaSettings settings = HpaSettings.cpu(parameters.integer("target", 1, 1000, 70));
        return new HpaPolicy(tuned(settings, parameters));
    }

    /**
     * Any of {@code cpu}, {@code queue}, {@code inFlight} and {@code p95}; the queue if none is
     * named.
     */
    static Policy<?> hpa(Parameters parameters, PoolFacts pool) {
        List<HpaMetric> metrics = new ArrayList<>();
        if (parameters.has("cpu")) {
            metrics.add(new HpaMetric.Cpu(parameters.integer("cpu", 1, 1000, 70)));
        }
        if (parameters.has("inFlight")) {
            metrics.add(new HpaMetric.InFlight(parameters.integer("inFlight", 1, 100_000, 10)));
        }
        if (parameters.has("p95")) {
            metrics.add(
                    new HpaMetric.P95Latency(
                            parameters.duration("p95", Duration.ofMillis(350)),
                            HpaMetric.Kind.OBJECT));
        }
        if (parameters.has("queue") || metrics.isEmpty()) {
            metrics.add(new HpaMetric.QueueDepth(queue(parameters)));
        }
        return new HpaPolicy(tuned(HpaSettings.of(metrics.toArray(HpaMetric[]::new)), parameters));
    }

    private static OptionalInt queue(Parameters parameters) {
        return parameters.has("queue")
                ? OptionalInt.of(parameters.integer("queue", 1, 1_000_000, 10))
                : OptionalInt.empty();
    }

    private static HpaSettings tuned(HpaSettings settings, Parameters parameters) {
        HpaSettings synced =
                settings.withSyncPeriod(parameters.duration("sync", Duration.ofSeconds(15)));
        Tuning tuning =
                Tuning.DEFAULT
                        .withTolerance(Tolerance.of(parameters.number("tolerance", 0, 10, 0.1)))
                        .withDownscaleStabilization(
                                parameters.duration("stabilization", Duration.ofMinutes(5)));
        HpaSettings tuned = synced.withTuning(tuning);
        return profile(parameters).map(tuned::withProfile).orElse(tuned);
    }

    private static Optional<BehaviorProfile> profile(Parameters parameters) {
        Set<String> allowed = new TreeSet<>(PROFILES);
        allowed.add(NONE);
        return BehaviorProfile.named(parameters.oneOf("behavior", allowed, NONE));
    }

    static Policy<?> keda(Parameters parameters, PoolFacts pool) {
        KedaSettings usual = KedaSettings.DEFAULT;
        Duration polling = parameters.duration("polling", usual.pollingInterval());
        // The runbook that polls every 15 s also cools down faster.
        KedaSettings quick = KedaSettings.quick();
        Duration cooldown =
                polling.equals(quick.pollingInterval()) ? quick.cooldown() : usual.cooldown();
        KedaSettings settings =
                new KedaSettings(
                        polling,
                        parameters.duration("cooldown", cooldown),
                        parameters.integer("activation", 0, 1_000_000, 0),
                        queue(parameters),
                        profile(parameters));
        return new KedaPolicy(settings);
    }

    static Policy<?> kpa(Parameters parameters, PoolFacts pool) {
        KpaSettings usual = KpaSettings.DEFAULT;
        return new KpaPolicy(
                new KpaSettings(
                        parameters.number("utilization", 0.01, 1, usual.targetUtilizationRatio()),
                        parameters.duration("stableWindow", usual.stableWindow()),
                        parameters.duration("panicWindow", usual.panicWindow()),
                        parameters.number("panicThreshold", 1.001, 1000, usual.panicThreshold()),
                        parameters.number("maxScaleUpRate", 1.001, 10_000, usual.maxScaleUpRate()),
                        parameters.number(
                                "maxScaleDownRate", 1.001, 10_000, usual.maxScaleDownRate()),
                        parameters.duration("zeroGrace", usual.zeroGrace()),
                        usual.tick()));
    }
}
