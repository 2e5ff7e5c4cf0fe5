package dev.spillway.controller.recommend.keda;

import dev.spillway.controller.recommend.hpa.BehaviorProfile;
import dev.spillway.controller.recommend.hpa.HpaMetric;
import dev.spillway.controller.recommend.hpa.HpaSettings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a pool's ScaledObject is set up.
 *
 * @param pollingInterval from one look for work to the next
 * @param cooldown without work before the last workers go
 * @param activation waiting requests above which there is work
 * @param perWorker waiting requests per worker; empty for the pool's own target
 * @param profile of the HPA's behaviour; without one Kubernetes' older rules hold
 */
public record KedaSettings(
        Duration pollingInterval,
        Duration cooldown,
        long activation,
        OptionalInt perWorker,
        Optional<BehaviorProfile> profile) {

    /** KEDA's own. */
    public static final KedaSettings DEFAULT =
            new KedaSettings(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    0,
                    OptionalInt.empty(),
                    Optional.empty());

    public KedaSettings {
        if (!pollingInterval.isPositive() || cooldown.isNegative() || activation < 0) {
            throw new IllegalArgumentException(
                    "polling is %s, cooldown %s, activation %d; needed are more than 0, 0 and 0"
                            .formatted(pollingInterval, cooldown, activation));
        }
    }

    /** Of the runbook that polls every 15 s and cools down for a minute. */
    public static KedaSettings quick() {
        return DEFAULT.withTimes(Duration.ofSeconds(15), Duration.ofMinutes(1));
    }

    public KedaSettings withTimes(Duration newPollingInterval, Duration newCooldown) {
        return new KedaSettings(newPollingInterval, newCooldown, activation, perWorker, profile);
    }

    public KedaSettings withActivation(long newActivation) {
        return new KedaSettings(pollingInterval, cooldown, newActivation, perWorker, profile);
    }

    public KedaSettings withProfile(BehaviorProfile newProfile) {
        return new KedaSettings(
                pollingInterval, cooldown, activation, perWorker, Optional.of(newProfile));
    }

    HpaSettings hpa() {
        HpaSettings settings = HpaSettings.of(new HpaMetric.QueueDepth(perWorker));
        return profile.map(settings::withProfile).orElse(settings);
    }
}
