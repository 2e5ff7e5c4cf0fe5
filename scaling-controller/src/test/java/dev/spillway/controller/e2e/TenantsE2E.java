package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

@EndToEnd
final class TenantsE2E {

    @Test
    @Needs({Need.READY_WORKERS, Need.NO_NODE_IN_AP_SOUTH_1})
    void aTenantOfARegionWithoutNodesWaitsRatherThanRunElsewhere(ClusterUnderTest cluster) {
        TenantDocument resident = TenantDocument.of("resident").in("ap-south-1");
        TenantDocument other = TenantDocument.of("beside-resident");
        try (Platform platform = new Platform(cluster)) {
            platform.apply(resident);
            Await.until(
                    "the scheduler says that no node fits",
                    () -> platform.pods(resident).stream().anyMatch(TenantsE2E::isUnschedulable));
            assertThat(Conditions.await(platform, resident, "ResidencySatisfied", "False"))
                    .contains("1 worker without a node in ap-south-1");
            platform.apply(other);
            platform.awaitReady(1, other);

            assertThat(platform.pods(resident))
                    .hasSize(1)
                    .allMatch(TenantsE2E::isUnschedulable)
                    .allMatch(pod -> pod.getSpec().getNodeName() == null);
            assertThatThrownBy(() -> platform.apply(resident.in("eu-west-1")))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("residency.region is 'ap-south-1' and cannot change");
        }
    }

    private static boolean isUnschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(
                        condition ->
                                "PodScheduled".equals(condition.getType())
                                        && "Unschedulable".equals(condition.getReason()));
    }

    @Test
    @Needs(Need.READY_WORKERS)
    void aNamespaceThatIsNotOursIsLeftAlone(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("foreign");
        TenantDocument other = TenantDocument.of("beside-foreign");
        Namespace foreign =
                new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(tenant.namespace())
                        .addToLabels("team", "somebody-else")
                        .endMetadata()
                        .build();
        Namespace before = cluster.client().resource(foreign).create();
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            assertThat(Conditions.await(platform, tenant, "Ready", "False", "exists and is not"))
                    .contains(
                            "Namespace %s exists and is not managed by spillway-controller"
                                    .formatted(tenant.namespace()));
            platform.apply(other);
            platform.awaitReady(1, other);

            Namespace after = cluster.client().namespaces().withName(tenant.namespace()).get();
            assertThat(after.getMetadata().getResourceVersion())
                    .isEqualTo(before.getMetadata().getResourceVersion());
            assertThat(InstallE2E.objects(cluster, tenant))
                    .containsOnlyKeys("ServiceAccount/default");
            platform.delete(tenant);
            Await.until(
                    "the refused tenant goes all the same", () -> !exists(cluster, tenant.name()));
            assertThat(cluster.client().namespaces().withName(tenant.namespace()).get())
                    .isNotNull();
        } finally {
            cluster.client().resource(foreign).delete();
        }
    }

    @Test
    @Needs(Need.READY_WORKERS)
    void aDeletedTenantLeavesNothingBehind(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("leaving").within(2, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(2, tenant);
            platform.assertNoPodWasRefused();
            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                Instant begin = Await.CLOCK.instant();
                platform.delete(tenant);
                Await.until("the tenant is gone", () -> !exists(cluster, tenant.name()));

                assertThat(cluster.client().namespaces().withName(tenant.namespace()).get())
                        .isNull();
                assertThat(timeline.numbers(Timeline.What.REPLICAS))
                        .as("drained before it is removed")
                        .containsExactly(2, 0);
                Await.until(
                        "the controller has forgotten it",
                        () -> platform.rest().pool(tenant.name()).isEmpty());
                System.out.printf(
                        "tenant deleted: gone after %d ms%n",
                        Duration.between(begin, Await.CLOCK.instant()).toMillis());
            }
        }
    }

    private static boolean exists(ClusterUnderTest cluster, String tenant) {
        return cluster.client()
                        .genericKubernetesResources("spillway.dev/v1alpha1", "Tenant")
                        .withName(tenant)
                        .get()
                != null;
    }

    @Test
    @Needs(Need.READY_WORKERS)
    void malformedTenantsAreRefusedAndOthersGoOn(ClusterUnderTest cluster) {
        TenantDocument inverted = TenantDocument.of("inverted").within(4, 1);
        TenantDocument tierless = TenantDocument.of("tierless").ofTier("gold");
        TenantDocument other = TenantDocument.of("beside-malformed");
        try (Platform platform = new Platform(cluster)) {
            assertThatThrownBy(() -> platform.apply(inverted))
                    .as("by the API server")
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("minReplicas must be at most maxReplicas");
            platform.apply(tierless, other);
            platform.awaitReady(1, other);
            assertThat(Conditions.await(platform, tierless, "Ready", "False"))
                    .contains("spec.tier is 'gold'; allowed are");
            assertThat(platform.rest().pool(tierless.name())).isEmpty();

            platform.apply(tierless.ofTier("free"));
            platform.awaitReady(1, tierless);
            var _ = Conditions.await(platform, tierless, "Ready", "True");
        }
    }
}
