package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import org.junit.jupiter.api.Test;

@EndToEnd
final class EngineE2E {

    @Test
    @Needs(Need.READY_WORKERS)
    void anEngineIsSwitchedThereAndBackWithoutAFlap(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("engine").within(2, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(2, tenant);
            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                platform.apply(tenant.by("hpa"));
                Await.until("there is an autoscaler", () -> autoscaler(cluster, tenant) != null);
                assertThat(autoscaler(cluster, tenant).getSpec())
                        .satisfies(
                                spec -> {
                                    assertThat(spec.getMinReplicas()).isEqualTo(2);
                                    assertThat(spec.getMaxReplicas()).isEqualTo(4);
                                    assertThat(spec.getScaleTargetRef().getName())
                                            .isEqualTo(Platform.WORKER);
                                });
                Await.until(
                        "the quota has room for all that the autoscaler may ask for",
                        () -> timeline.numbers(Timeline.What.QUOTA_PODS).getLast() == 5);

                platform.apply(tenant);
                Await.until("there is none again", () -> autoscaler(cluster, tenant) == null);
                Await.until(
                        "the quota is what two need",
                        () -> timeline.numbers(Timeline.What.QUOTA_PODS).getLast() == 3);
                assertThat(timeline.numbers(Timeline.What.REPLICAS)).containsExactly(2);
                assertThat(timeline.numbers(Timeline.What.READY)).isSorted().endsWith(2);
            }
        }
    }

    private static HorizontalPodAutoscaler autoscaler(
            ClusterUnderTest cluster, TenantDocument tenant) {
        return cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(tenant.namespace())
                .withName(Platform.WORKER)
                .get();
    }
}
