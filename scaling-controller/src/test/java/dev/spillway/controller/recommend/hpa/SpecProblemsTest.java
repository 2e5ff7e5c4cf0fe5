package dev.spillway.controller.recommend.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricTarget;
import dev.spillway.controller.recommend.hpa.spec.RatePolicy;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;
import dev.spillway.controller.recommend.hpa.spec.SpecProblems;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

final class SpecProblemsTest {

    private static final MetricSpec QUEUE = MetricSpec.external("queue", MetricTarget.value(1));

    @Test
    void takesWhatTheApiServerTakes() {
        assertThat(SpecProblems.of(hpa(1, 5, MetricSpec.cpu(80)), false)).isEmpty();
        assertThat(SpecProblems.of(hpa(0, 5, QUEUE), true)).isEmpty();
        for (BehaviorProfile profile : BehaviorProfile.ALL) {
            assertThat(SpecProblems.of(hpa(1, 5, QUEUE).withBehavior(profile.behavior()), false))
                    .isEmpty();
        }
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThat(SpecProblems.of(hpa(0, 5, QUEUE), false))
                .containsExactly("minReplicas is 0; it must be at least 1");
        assertThat(SpecProblems.of(hpa(0, 5, MetricSpec.cpu(80)), true))
                .containsExactly("minReplicas is 0; that needs an Object or External metric");
        assertThat(SpecProblems.of(hpa(5, 4, QUEUE), false))
                .containsExactly("maxReplicas is 4; it must be at least 1 and minReplicas (5)");
    }

    @Test
    void refusesRulesOutOfRange() {
        ScalingRules rules =
                ScalingRules.UP
                        .withWindow(Duration.ofSeconds(3601))
                        .withTolerance(-0.1)
                        .withPolicies(
                                RatePolicy.pods(0, Duration.ofSeconds(1801)),
                                RatePolicy.pods(1, Duration.ZERO));
        assertThat(
                        SpecProblems.of(
                                hpa(1, 5, QUEUE)
                                        .withBehavior(
                                                new HpaBehavior(
                                                        rules, ScalingRules.DOWN.withPolicies())),
                                false))
                .containsExactly(
                        "behavior.scaleUp.stabilizationWindowSeconds is 3601; it must be 0 to 3600",
                        "behavior.scaleUp.policies: value is 0; it must be at least 1",
                        "behavior.scaleUp.policies: periodSeconds is 1801; it must be 1 to 1800",
                        "behavior.scaleUp.policies: periodSeconds is 0; it must be 1 to 1800",
                        "behavior.scaleUp.tolerance is -0.1; it cannot be negative",
                        "behavior.scaleDown.policies is empty; it must have at least one");
    }

    private static HpaSpec hpa(int min, int max, MetricSpec metric) {
        return HpaSpec.of("web", min, max, List.of(metric));
    }
}
