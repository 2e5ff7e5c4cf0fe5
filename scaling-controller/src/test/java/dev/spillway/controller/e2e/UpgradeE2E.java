package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import org.junit.jupiter.api.Test;

@EndToEnd
final class UpgradeE2E {

    @Test
    @Needs({Need.READY_WORKERS, Need.SECOND_WORKER_IMAGE})
    void anotherWorkerImageIsRolledOutWithoutLosingReadyWorkers(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("upgraded").within(2, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(2, tenant);
            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                cluster.useSecondWorkerImage(true);
                Await.until(
                        "all workers have the other image",
                        () -> runsOnly(platform, tenant, cluster.workerImage()));
                assertThat(timeline.numbers(Timeline.What.REPLICAS)).containsExactly(2);
                assertThat(timeline.numbers(Timeline.What.READY).stream().skip(2))
                        .as("ready workers, after the first two were counted")
                        .allMatch(ready -> ready >= 2);
            } finally {
                cluster.useSecondWorkerImage(false);
            }
            Await.until(
                    "all workers have the first image again",
                    () -> runsOnly(platform, tenant, cluster.workerImage()));
        }
    }

    private static boolean runsOnly(Platform platform, TenantDocument tenant, String image) {
        return platform.ready(tenant) == 2
                && platform.pods(tenant).size() == 2
                && platform.pods(tenant).stream()
                        .allMatch(
                                pod ->
                                        pod.getSpec()
                                                .getContainers()
                                                .getFirst()
                                                .getImage()
                                                .equals(image));
    }
}
