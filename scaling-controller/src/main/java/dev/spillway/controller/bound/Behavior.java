package dev.spillway.controller.bound;

import java.time.Duration;
import java.util.List;

/**
 * How fast a pool may grow and shrink.
 *
 * <p>At most one step up per {@code scaleUpPeriod}: workers asked for count as capacity at once,
 * and get that time to take the backlog over before it is held against the pool again.
 *
 * @param name of the profile this is, or began as
 * @param scaleUpReplicas workers a step up may add at least
 * @param scaleUpRatio share of the workers a step up may add, if that is more
 * @param scaleUpPeriod from one step up to the next
 * @param scaleUpWindow how long a need must last before it is followed up
 * @param scaleDownReplicas workers a step down may take at most
 * @param scaleDownRatio share of the workers a step down may take, if that is less; at least one
 *     worker may always go
 * @param scaleDownPeriod from one step down to the next
 * @param scaleDownWindow calm that is needed before a step down
 */
public record Behavior(
        String name,
        int scaleUpReplicas,
        double scaleUpRatio,
        Duration scaleUpPeriod,
        Duration scaleUpWindow,
        int scaleDownReplicas,
        double scaleDownRatio,
        Duration scaleDownPeriod,
        Duration scaleDownWindow) {

    public Behavior {
        if (scaleUpReplicas < 1 || scaleDownReplicas < 1) {
            throw new IllegalArgumentException(
                    "a step of behaviour %s is %d up, %d down; both must be at least 1"
                            .formatted(name, scaleUpReplicas, scaleDownReplicas));
        }
    }

    /** The default: under-provision costs more than a worker too many. */
    public static final Behavior AGGRESSIVE =
            new Behavior(
                    "aggressive",
                    4,
                    1.0,
                    Duration.ofSeconds(15),
                    Duration.ZERO,
                    2,
                    0.1,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(300));

    /** Waits a minute for a need to prove lasting. */
    public static final Behavior SLO =
            new Behavior(
                    "slo",
                    2,
                    0.5,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    1,
                    0.1,
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(300));

    /** For workers that load large models: doubles, then waits for them. */
    public static final Behavior ML =
            new Behavior(
                    "ml",
                    1,
                    1.0,
                    Duration.ofSeconds(60),
                    Duration.ZERO,
                    Integer.MAX_VALUE,
                    0.5,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(300));

    /** No windows, periods or rates: for policies that limit the speed of their own steps. */
    static final Behavior AT_ONCE =
            new Behavior(
                    "at once",
                    Integer.MAX_VALUE,
                    1.0,
                    Duration.ZERO,
                    Duration.ZERO,
                    Integer.MAX_VALUE,
                    1.0,
                    Duration.ZERO,
                    Duration.ZERO);

    /** Every profile a document may name. */
    public static final List<Behavior> PROFILES = List.of(AGGRESSIVE, SLO, ML);

    public Behavior withPeriods(
            Duration upPeriod, Duration upWindow, Duration downPeriod, Duration downWindow) {
        return new Behavior(
                name,
                scaleUpReplicas,
                scaleUpRatio,
                upPeriod,
                upWindow,
                scaleDownReplicas,
                scaleDownRatio,
                downPeriod,
                downWindow);
    }

    /** Workers there may be after one step up. */
    int most(int current) {
        long byRatio = current + (long) Math.floor(current * scaleUpRatio);
        return (int)
                Math.min(Integer.MAX_VALUE, Math.max(byRatio, (long) current + scaleUpReplicas));
    }

    /** Workers there must be after one step down. */
    int least(int current) {
        int byRatio = (int) Math.floor(current * scaleDownRatio);
        return current - Math.max(1, Math.min(byRatio, scaleDownReplicas));
    }
}
