package dev.spillway.controller.recommend.hpa;

import static dev.spillway.controller.recommend.hpa.spec.RatePolicy.percent;
import static dev.spillway.controller.recommend.hpa.spec.RatePolicy.pods;

import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules.Select;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A named pair of rules.
 *
 * @param name that documents use
 * @param behavior it stands for
 */
public record BehaviorProfile(String name, HpaBehavior behavior) {

    private static final Duration CALM = Duration.ofMinutes(5);

    /** Up by 100 % or 4 every 15 s, what is more; down by 10 % or 2 a minute, what is less. */
    public static final BehaviorProfile AGGRESSIVE =
            new BehaviorProfile(
                    "aggressive",
                    new HpaBehavior(
                            ScalingRules.UP.withPolicies(percent(100, s(15)), pods(4, s(15))),
                            ScalingRules.DOWN
                                    .withWindow(CALM)
                                    .withSelect(Select.MIN)
                                    .withPolicies(percent(10, s(60)), pods(2, s(60)))));

    private static final ScalingRules SLO_UP =
            ScalingRules.UP.withPolicies(pods(2, s(30)), percent(50, s(30)));

    private static final ScalingRules SLO_DOWN =
            ScalingRules.DOWN
                    .withWindow(CALM)
                    .withSelect(Select.MIN)
                    .withPolicies(pods(1, s(60)), percent(10, s(120)));

    /** Up by 2 or 50 % every 30 s after a minute's proof; down by 1 a minute at most. */
    public static final BehaviorProfile SLO =
            new BehaviorProfile("slo", new HpaBehavior(SLO_UP.withWindow(s(60)), SLO_DOWN));

    /** The same without the minute's proof. */
    public static final BehaviorProfile FAST =
            new BehaviorProfile("fast", new HpaBehavior(SLO_UP, SLO_DOWN));

    /** Doubles every minute, halves every minute: for workers that load large models. */
    public static final BehaviorProfile ML =
            new BehaviorProfile(
                    "ml",
                    new HpaBehavior(
                            ScalingRules.UP.withPolicies(percent(100, s(60))),
                            ScalingRules.DOWN.withWindow(CALM).withPolicies(percent(50, s(60)))));

    /** Every profile a document may name. */
    public static final List<BehaviorProfile> ALL = List.of(AGGRESSIVE, SLO, FAST, ML);

    public static Optional<BehaviorProfile> named(String name) {
        return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
