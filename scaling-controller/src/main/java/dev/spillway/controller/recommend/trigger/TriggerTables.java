package dev.spillway.controller.recommend.trigger;

import java.time.Duration;
import java.util.List;

/** The tables of the source documents. */
public final class TriggerTables {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** How often rules without any time are looked at; the documents do not say it. */
    private static final Duration EVERY_MINUTE = Duration.ofMinutes(1);

    private TriggerTables() {}

    /**
     * The operations runbook's table, and its advice to wait five minutes from one scaling to the
     * next and never to go below three. The advice makes the shorter cooldowns idle.
     */
    public static final TriggerTable RUNBOOK = runbook("runbook", FIVE_MINUTES);

    /** The same by the cooldowns of its rows alone. */
    public static final TriggerTable RUNBOOK_COOLDOWNS =
            runbook("runbook-cooldowns", Duration.ZERO);

    private static TriggerTable runbook(String name, Duration spacing) {
        return new TriggerTable(
                name,
                3,
                50,
                spacing,
                List.of(
                        Trigger.any(
                                "cpu-high",
                                FIVE_MINUTES,
                                new Move.By(2),
                                MINUTE.multipliedBy(3),
                                Condition.above(Metric.CPU_RATIO, 0.70)),
                        Trigger.any(
                                "memory-high",
                                FIVE_MINUTES,
                                new Move.By(2),
                                MINUTE.multipliedBy(3),
                                Condition.above(Metric.MEMORY_RATIO, 0.80)),
                        Trigger.any(
                                "latency-high",
                                FIVE_MINUTES,
                                new Move.By(4),
                                MINUTE,
                                Condition.above(Metric.P95_MILLIS, 100)),
                        Trigger.any(
                                "queue-long",
                                MINUTE.multipliedBy(2),
                                new Move.By(4),
                                MINUTE,
                                Condition.above(Metric.WAITING, 50)),
                        Trigger.any(
                                "cpu-low",
                                MINUTE.multipliedBy(15),
                                new Move.By(-1),
                                FIVE_MINUTES,
                                Condition.below(Metric.CPU_RATIO, 0.30))));
    }

    /**
     * The runbook's decision matrix as {@link DecisionMatrix} reads it, where a cell asks for an
     * action: "pre-scale" takes the step of its processor trigger, "scale-up" that of its latency
     * trigger, "emergency" doubles.
     */
    public static final TriggerTable MATRIX =
            new TriggerTable(
                    "matrix",
                    3,
                    50,
                    FIVE_MINUTES,
                    List.of(
                            Trigger.any(
                                    "emergency",
                                    Duration.ZERO,
                                    new Move.Times(2),
                                    Duration.ZERO,
                                    Condition.above(Metric.P95_MILLIS, 200)),
                            Trigger.any(
                                    "scale-up",
                                    Duration.ZERO,
                                    new Move.By(4),
                                    Duration.ZERO,
                                    Condition.above(Metric.CPU_RATIO, 0.85),
                                    Condition.above(Metric.P95_MILLIS, 100)),
                            Trigger.any(
                                    "pre-scale",
                                    Duration.ZERO,
                                    new Move.By(2),
                                    Duration.ZERO,
                                    Condition.atLeast(Metric.CPU_RATIO, 0.70)),
                            Trigger.all(
                                    "maybe-down",
                                    MINUTE.multipliedBy(15),
                                    new Move.By(-1),
                                    Duration.ZERO,
                                    Condition.below(Metric.CPU_RATIO, 0.50),
                                    Condition.below(Metric.P95_MILLIS, 50))));

    /** Training workers by their queue: two more, one fewer. */
    public static final TriggerTable TRAINING =
            new TriggerTable(
                    "training",
                    1,
                    10,
                    EVERY_MINUTE,
                    List.of(
                            Trigger.all(
                                    "queue-long",
                                    Duration.ZERO,
                                    new Move.By(2),
                                    Duration.ZERO,
                                    Condition.above(Metric.WAITING, 10),
                                    Condition.above(Metric.WAIT_SECONDS, 300)),
                            Trigger.all(
                                    "queue-short",
                                    Duration.ZERO,
                                    new Move.By(-1),
                                    Duration.ZERO,
                                    Condition.below(Metric.WAITING, 2),
                                    Condition.below(Metric.WAIT_SECONDS, 60))));

    /** The tables without a parameter. */
    public static final List<TriggerTable> ALL =
            List.of(RUNBOOK, RUNBOOK_COOLDOWNS, MATRIX, TRAINING);

    /**
     * Inference endpoints: any sign of load adds one, all signs of calm take one.
     *
     * @param targetRequestsPerSecond of the whole pool
     */
    public static TriggerTable inference(double targetRequestsPerSecond) {
        if (!(targetRequestsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "targetRequestsPerSecond is %s; it must be more than 0"
                            .formatted(targetRequestsPerSecond));
        }
        return new TriggerTable(
                "inference target=" + targetRequestsPerSecond,
                1,
                10,
                EVERY_MINUTE,
                List.of(
                        Trigger.any(
                                "load",
                                Duration.ZERO,
                                new Move.By(1),
                                Duration.ZERO,
                                Condition.above(Metric.CPU_RATIO, 0.8),
                                Condition.above(Metric.MEMORY_RATIO, 0.8),
                                Condition.above(Metric.P95_MILLIS, 200),
                                Condition.above(
                                        Metric.REQUESTS_PER_SECOND, 1.2 * targetRequestsPerSecond)),
                        Trigger.all(
                                "calm",
                                Duration.ZERO,
                                new Move.By(-1),
                                Duration.ZERO,
                                Condition.below(Metric.CPU_RATIO, 0.3),
                                Condition.below(Metric.MEMORY_RATIO, 0.3),
                                Condition.below(Metric.P95_MILLIS, 50),
                                Condition.below(
                                        Metric.REQUESTS_PER_SECOND,
                                        0.5 * targetRequestsPerSecond))));
    }
}
