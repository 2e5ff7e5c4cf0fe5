package dev.spillway.controller.recommend.hpa.normalize;

import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.RatePolicy;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Calm and speed of an autoscaler with behaviour: first the look-back, then the rate policies. */
public final class BehaviorNormalization {

    private final HpaBehavior behavior;
    private final Duration downWindow;
    private final Set<Fix> fixes;

    public BehaviorNormalization(HpaBehavior behavior, Tuning tuning, Set<Fix> fixes) {
        this.behavior = behavior;
        // Whole seconds, as in the field that the controller fills in.
        this.downWindow =
                behavior.scaleDown()
                        .window()
                        .orElse(Duration.ofSeconds(tuning.downscaleStabilization().toSeconds()));
        this.fixes = Set.copyOf(fixes);
    }

    /**
     * Moves from the current replicas only as far as every recommendation of the look-back agrees:
     * up to the least of the up window, down to the most of the down window.
     */
    public Stabilized stabilize(int current, int desired, HpaMemory memory, Instant now) {
        Instant upCutoff = now.minus(behavior.scaleUp().window().orElse(Duration.ZERO));
        Instant downCutoff = now.minus(downWindow);
        int up = desired;
        int down = desired;
        for (Recommended past : memory.recommendations()) {
            if (past.at().isAfter(upCutoff)) {
                up = Math.min(up, past.replicas());
            }
            if (past.at().isAfter(downCutoff)) {
                down = Math.max(down, past.replicas());
            }
        }
        int stabilized = Math.min(Math.max(current, up), down);
        Predicate<Recommended> isStale =
                past -> past.at().isBefore(upCutoff) && past.at().isBefore(downCutoff);
        Recommended latest = new Recommended(desired, now);
        List<Recommended> next =
                fixes.contains(Fix.FORGET_STALE)
                        ? Slots.forgetAll(memory.recommendations(), isStale, latest)
                        : Slots.reuseOne(memory.recommendations(), isStale, latest);
        return new Stabilized(stabilized, memory.withRecommendations(next));
    }

    /** Applies the rate policies of the direction of change, and the bound on that side. */
    public Limited limit(
            int current,
            int desired,
            int minReplicas,
            int maxReplicas,
            HpaMemory memory,
            Instant now) {
        if (desired > current) {
            int upTo = Math.max(current, scaleUpLimit(current, memory, now));
            if (desired > Math.min(maxReplicas, upTo)) {
                return maxReplicas > upTo
                        ? new Limited(upTo, LimitReason.SCALE_UP_LIMIT)
                        : new Limited(maxReplicas, LimitReason.TOO_MANY_REPLICAS);
            }
        } else if (desired < current) {
            int downTo = Math.min(current, scaleDownLimit(current, memory, now));
            if (desired < Math.max(minReplicas, downTo)) {
                return minReplicas < downTo
                        ? new Limited(downTo, LimitReason.SCALE_DOWN_LIMIT)
                        : new Limited(minReplicas, LimitReason.TOO_FEW_REPLICAS);
            }
        }
        return new Limited(desired, LimitReason.DESIRED_WITHIN_RANGE);
    }

    /** Replicas that the policies allow upwards; fewer than there are when they are used up. */
    public int scaleUpLimit(int current, HpaMemory memory, Instant now) {
        ScalingRules rules = behavior.scaleUp();
        return switch (rules.select()) {
            case DISABLED -> current;
            case MIN -> {
                int limit = Integer.MAX_VALUE;
                for (RatePolicy policy : rules.policies()) {
                    limit = Math.min(limit, up(policy, current, memory, now));
                }
                yield limit;
            }
            case MAX -> {
                int limit = Integer.MIN_VALUE;
                for (RatePolicy policy : rules.policies()) {
                    limit = Math.max(limit, up(policy, current, memory, now));
                }
                yield limit;
            }
        };
    }

    private int up(RatePolicy policy, int current, HpaMemory memory, Instant now) {
        int start = atStart(policy, current, memory, now);
        return switch (policy.type()) {
            case PODS -> start + policy.value();
            case PERCENT -> {
                int limit = (int) Math.ceil(start * (1 + policy.value() / 100.0));
                yield fixes.contains(Fix.WAKE_FROM_ZERO) && current == 0
                        ? Math.max(1, limit)
                        : limit;
            }
        };
    }

    /** Replicas that the policies allow downwards; more than there are when they are used up. */
    public int scaleDownLimit(int current, HpaMemory memory, Instant now) {
        ScalingRules rules = behavior.scaleDown();
        return switch (rules.select()) {
            case DISABLED -> current;
            case MIN -> {
                int limit = Integer.MIN_VALUE;
                for (RatePolicy policy : rules.policies()) {
                    limit = Math.max(limit, down(policy, current, memory, now));
                }
                yield limit;
            }
            case MAX -> {
                int limit = Integer.MAX_VALUE;
                for (RatePolicy policy : rules.policies()) {
                    limit = Math.min(limit, down(policy, current, memory, now));
                }
                yield limit;
            }
        };
    }

    private static int down(RatePolicy policy, int current, HpaMemory memory, Instant now) {
        int start = atStart(policy, current, memory, now);
        return switch (policy.type()) {
            case PODS -> start - policy.value();
            case PERCENT -> (int) (start * (1 - policy.value() / 100.0));
        };
    }

    /** Replicas at the start of a policy's period, by the events since. */
    private static int atStart(RatePolicy policy, int current, HpaMemory memory, Instant now) {
        Instant cutoff = now.minus(policy.period());
        return current
                - changeSince(cutoff, memory.scaleUps())
                + changeSince(cutoff, memory.scaleDowns());
    }

    private static int changeSince(Instant cutoff, List<ScaleEvent> events) {
        int change = 0;
        for (ScaleEvent event : events) {
            if (event.at().isAfter(cutoff)) {
                change += event.change();
            }
        }
        return change;
    }

    /** Remembers a change that was made. */
    public HpaMemory remember(int from, int to, HpaMemory memory, Instant now) {
        return to > from
                ? new HpaMemory(
                        memory.recommendations(),
                        store(to - from, memory.scaleUps(), behavior.scaleUp(), now),
                        memory.scaleDowns())
                : new HpaMemory(
                        memory.recommendations(),
                        memory.scaleUps(),
                        store(from - to, memory.scaleDowns(), behavior.scaleDown(), now));
    }

    private List<ScaleEvent> store(
            int change, List<ScaleEvent> events, ScalingRules rules, Instant now) {
        ScaleEvent latest = new ScaleEvent(change, now, false);
        if (fixes.contains(Fix.FORGET_STALE)) {
            // Both directions' policies look at all events.
            Instant up = now.minus(longest(behavior.scaleUp()));
            Instant down = now.minus(longest(behavior.scaleDown()));
            return Slots.forgetAll(
                    events, event -> event.at().isBefore(up) && event.at().isBefore(down), latest);
        }
        Instant cutoff = now.minus(longest(rules));
        List<ScaleEvent> marked =
                events.stream()
                        .map(
                                event ->
                                        event.at().isBefore(cutoff)
                                                ? new ScaleEvent(event.change(), event.at(), true)
                                                : event)
                        .toList();
        return Slots.reuseOne(marked, ScaleEvent::outdated, latest);
    }

    private static Duration longest(ScalingRules rules) {
        return rules.policies().stream()
                .map(RatePolicy::period)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
