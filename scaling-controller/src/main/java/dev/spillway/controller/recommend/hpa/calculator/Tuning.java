package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Duration;

/**
 * What a cluster's administrator, or a conformance test, may set for all autoscalers.
 *
 * @param scaleUpFactor most an autoscaler without behaviour may multiply its replicas by
 * @param scaleUpMinimum replicas such a step may always reach
 * @param tolerance that holds where an autoscaler sets none
 * @param cpuInitialization time after its start in which a pod's CPU samples are suspect
 * @param initialReadinessDelay after its start, in which an unready pod was never ready
 * @param downscaleStabilization look-back of scale-downs where behaviour sets none
 */
public record Tuning(
        double scaleUpFactor,
        double scaleUpMinimum,
        Tolerance tolerance,
        Duration cpuInitialization,
        Duration initialReadinessDelay,
        Duration downscaleStabilization) {

    /** Kubernetes' defaults. */
    public static final Tuning DEFAULT =
            new Tuning(
                    2.0,
                    4.0,
                    Tolerance.of(0.1),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5));

    /** What Kubernetes' own tests of the controller run with. */
    public static final Tuning OF_UPSTREAM_TESTS =
            new Tuning(
                    8.0,
                    4.0,
                    Tolerance.of(0.1),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5));

    public Tuning withScaleUpFactor(double factor) {
        return new Tuning(
                factor,
                scaleUpMinimum,
                tolerance,
                cpuInitialization,
                initialReadinessDelay,
                downscaleStabilization);
    }

    public Tuning withTolerance(Tolerance newTolerance) {
        return new Tuning(
                scaleUpFactor,
                scaleUpMinimum,
                newTolerance,
                cpuInitialization,
                initialReadinessDelay,
                downscaleStabilization);
    }

    public Tuning withDownscaleStabilization(Duration window) {
        return new Tuning(
                scaleUpFactor,
                scaleUpMinimum,
                tolerance,
                cpuInitialization,
                initialReadinessDelay,
                window);
    }
}
