package dev.spillway.controller.recommend.hpa.normalize;

import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Calm and speed of an autoscaler without behaviour: the highest recommendation of the look-back
 * wins, and one step at most doubles.
 */
public final class LegacyNormalization {

    private final Tuning tuning;
    private final Set<Fix> fixes;

    public LegacyNormalization(Tuning tuning, Set<Fix> fixes) {
        this.tuning = tuning;
        this.fixes = Set.copyOf(fixes);
    }

    public Stabilized stabilize(int desired, HpaMemory memory, Instant now) {
        Instant cutoff = now.minus(tuning.downscaleStabilization());
        Predicate<Recommended> isStale = past -> past.at().isBefore(cutoff);
        int most = desired;
        for (Recommended past : memory.recommendations()) {
            if (!isStale.test(past)) {
                most = Math.max(most, past.replicas());
            }
        }
        Recommended latest = new Recommended(desired, now);
        List<Recommended> next =
                fixes.contains(Fix.FORGET_STALE)
                        ? Slots.forgetAll(memory.recommendations(), isStale, latest)
                        : Slots.reuseOne(memory.recommendations(), isStale, latest);
        return new Stabilized(most, memory.withRecommendations(next));
    }

    public Limited limit(int current, int desired, int minReplicas, int maxReplicas) {
        int upTo = scaleUpLimit(current);
        if (desired < minReplicas) {
            return new Limited(minReplicas, LimitReason.TOO_FEW_REPLICAS);
        }
        if (desired > Math.min(maxReplicas, upTo)) {
            return maxReplicas > upTo
                    ? new Limited(upTo, LimitReason.SCALE_UP_LIMIT)
                    : new Limited(maxReplicas, LimitReason.TOO_MANY_REPLICAS);
        }
        return new Limited(desired, LimitReason.DESIRED_WITHIN_RANGE);
    }

    /** Replicas that one step may reach. */
    public int scaleUpLimit(int current) {
        return (int) Math.max(tuning.scaleUpFactor() * current, tuning.scaleUpMinimum());
    }
}
