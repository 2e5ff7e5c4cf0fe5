package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.bound.Behavior;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast a pool may grow and shrink, in the words of an HPA. */
final class Pace {

    /** What an HPA allows. */
    private static final int LONGEST_PERIOD_SECONDS = 1800;

    private static final int LONGEST_WINDOW_SECONDS = 3600;

    private Pace() {}

    static HorizontalPodAutoscalerBehavior of(Behavior behavior) {
        return new HorizontalPodAutoscalerBehaviorBuilder()
                .withScaleUp(
                        rules(
                                "Max",
                                behavior.scaleUpReplicas(),
                                behavior.scaleUpRatio(),
                                behavior.scaleUpPeriod(),
                                behavior.scaleUpWindow()))
                .withScaleDown(
                        rules(
                                "Min",
                                behavior.scaleDownReplicas(),
                                behavior.scaleDownRatio(),
                                behavior.scaleDownPeriod(),
                                behavior.scaleDownWindow()))
                .build();
    }

    /** For what was decided at the right pace already. */
    static HorizontalPodAutoscalerBehavior atOnce(int mostReplicas) {
        HPAScalingRules all =
                new HPAScalingRulesBuilder()
                        .withStabilizationWindowSeconds(0)
                        .withSelectPolicy("Max")
                        .withPolicies(new HPAScalingPolicy(1, "Pods", mostReplicas))
                        .build();
        return new HorizontalPodAutoscalerBehaviorBuilder()
                .withScaleUp(all)
                .withScaleDown(all)
                .build();
    }

    private static HPAScalingRules rules(
            String select, int replicas, double ratio, Duration period, Duration window) {
        int periodSeconds = within(1, period, LONGEST_PERIOD_SECONDS);
        List<HPAScalingPolicy> policies = new ArrayList<>();
        if (replicas < Integer.MAX_VALUE) {
            policies.add(new HPAScalingPolicy(periodSeconds, "Pods", replicas));
        }
        int percent = (int) Math.max(1, Math.round(100 * ratio));
        policies.add(new HPAScalingPolicy(periodSeconds, "Percent", percent));
        return new HPAScalingRulesBuilder()
                .withStabilizationWindowSeconds(within(0, window, LONGEST_WINDOW_SECONDS))
                .withSelectPolicy(select)
                .withPolicies(policies)
                .build();
    }

    private static int within(int least, Duration time, int most) {
        return Math.clamp(time.toSeconds(), least, most);
    }
}
