package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

@EndToEnd
final class AnswersE2E {

    private static final int REQUESTS = 200;
    private static final int FEW_REQUESTS = 60;

    /** Longer than what the node grants a pod that is deleted by force. */
    private static final Duration SERVICE = Duration.ofSeconds(4);

    @Test
    @Needs({Need.RUNNING_CONTAINERS, Need.READY_WORKERS})
    void aScaleDownUnderLoadLosesNothing(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("shrinking").within(1, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(1, tenant);
            platform.order(tenant, "\"scale\", \"replicas\": 4");
            platform.awaitReady(4, tenant);
            Load load = platform.load(tenant);
            var _ = load.flood(REQUESTS);

            platform.order(tenant, "\"scale\", \"replicas\": 1");
            platform.awaitReady(1, tenant);

            assertThat(load.outcomes()).hasSize(REQUESTS).containsOnly(Load.ANSWERED);
        }
    }

    @Test
    @Needs({Need.RUNNING_CONTAINERS, Need.READY_WORKERS})
    void aWorkerThatIsKilledUnderLoadLosesNothing(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("robbed").within(2, 2).answeringWithin(SERVICE);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(2, tenant);
            String victim = platform.pods(tenant).getFirst().getMetadata().getName();
            Load load = platform.load(tenant);
            var _ = load.flood(FEW_REQUESTS);
            Await.until("it works", () -> !load.inFlight(List.of(victim)).containsValue(0));

            cluster.client()
                    .pods()
                    .inNamespace(tenant.namespace())
                    .withName(victim)
                    .withGracePeriod(0)
                    .delete();

            assertThat(load.outcomes()).hasSize(FEW_REQUESTS).containsOnly(Load.ANSWERED);
            load.assertAllAnsweredOnce(FEW_REQUESTS);
        }
    }
}
