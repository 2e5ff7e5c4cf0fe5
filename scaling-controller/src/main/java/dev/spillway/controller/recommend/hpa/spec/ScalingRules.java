package dev.spillway.controller.recommend.hpa.spec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast a workload may change in one direction.
 *
 * @param window look-back within which the least extreme recommendation wins; empty for the
 *     controller's own
 * @param select which policy counts
 * @param policies limits, each on its own period
 * @param tolerance in this direction; empty for the controller's own
 */
public record ScalingRules(
        Optional<Duration> window,
        Select select,
        List<RatePolicy> policies,
        OptionalDouble tolerance) {

    private static final Duration PERIOD = Duration.ofSeconds(15);

    /** What holds upwards where nothing is said. */
    public static final ScalingRules UP =
            new ScalingRules(
                    Optional.of(Duration.ZERO),
                    Select.MAX,
                    List.of(RatePolicy.pods(4, PERIOD), RatePolicy.percent(100, PERIOD)),
                    OptionalDouble.empty());

    /** What holds downwards where nothing is said. */
    public static final ScalingRules DOWN =
            new ScalingRules(
                    Optional.empty(),
                    Select.MAX,
                    List.of(RatePolicy.percent(100, PERIOD)),
                    OptionalDouble.empty());

    public ScalingRules {
        policies = List.copyOf(policies);
    }

    /** Which of several policies counts. */
    public enum Select {
        /** The one that allows the largest change. */
        MAX,
        /** The one that allows the smallest change. */
        MIN,
        /** None: no change in this direction. */
        DISABLED
    }

    public ScalingRules withWindow(Duration newWindow) {
        return new ScalingRules(Optional.of(newWindow), select, policies, tolerance);
    }

    public ScalingRules withSelect(Select newSelect) {
        return new ScalingRules(window, newSelect, policies, tolerance);
    }

    public ScalingRules withPolicies(RatePolicy... newPolicies) {
        return new ScalingRules(window, select, List.of(newPolicies), tolerance);
    }

    /**
     * The decimal of a manifest, as the controller reckons with it. Kubernetes keeps 0.059 as 59m,
     * and 59 times a thousandth is the double above: just enough for a ratio of 0.941 to be inside.
     */
    public ScalingRules withTolerance(double newTolerance) {
        return new ScalingRules(
                window, select, policies, OptionalDouble.of(asQuantity(newTolerance)));
    }

    private static double asQuantity(double decimal) {
        if (!Double.isFinite(decimal)) {
            return decimal;
        }
        BigDecimal kept =
                BigDecimal.valueOf(decimal).setScale(9, RoundingMode.HALF_UP).stripTrailingZeros();
        int digits = Math.max(0, Math.ceilDiv(kept.scale(), 3) * 3);
        return kept.movePointRight(digits).doubleValue() * Double.parseDouble("1e-" + digits);
    }
}
