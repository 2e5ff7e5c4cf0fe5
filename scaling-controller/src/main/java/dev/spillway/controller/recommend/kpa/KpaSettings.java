package dev.spillway.controller.recommend.kpa;

import java.time.Duration;

/**
 * How Knative's autoscaler is set up.
 *
 * @param targetUtilizationRatio of a worker's slots
 * @param stableWindow average that decides in quiet times
 * @param panicWindow average that notices a spike
 * @param panicThreshold workers that the panic window asks for, as a multiple of those ready, from
 *     which on there is panic
 * @param maxScaleUpRate multiple of the ready workers at most
 * @param maxScaleDownRate the same downwards
 * @param zeroGrace for which the last worker stays without work
 * @param tick from one look to the next
 */
public record KpaSettings(
        double targetUtilizationRatio,
        Duration stableWindow,
        Duration panicWindow,
        double panicThreshold,
        double maxScaleUpRate,
        double maxScaleDownRate,
        Duration zeroGrace,
        Duration tick) {

    /** Knative's own. */
    public static final KpaSettings DEFAULT =
            new KpaSettings(
                    0.7,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(6),
                    2.0,
                    1000.0,
                    2.0,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2));

    public KpaSettings {
        if (!(targetUtilizationRatio > 0) || targetUtilizationRatio > 1) {
            throw new IllegalArgumentException(
                    "targetUtilizationRatio is %s; it must be more than 0 and at most 1"
                            .formatted(targetUtilizationRatio));
        }
        if (!panicWindow.isPositive() || stableWindow.compareTo(panicWindow) < 0) {
            throw new IllegalArgumentException(
                    "stableWindow is %s and panicWindow %s; needed is stable >= panic > 0"
                            .formatted(stableWindow, panicWindow));
        }
        if (!(panicThreshold > 1) || !(maxScaleUpRate > 1) || !(maxScaleDownRate > 1)) {
            throw new IllegalArgumentException(
                    "panicThreshold is %s, maxScaleUpRate %s, maxScaleDownRate %s; each must be more than 1"
                            .formatted(panicThreshold, maxScaleUpRate, maxScaleDownRate));
        }
    }
}
