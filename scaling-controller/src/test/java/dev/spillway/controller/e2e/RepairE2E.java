package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

@EndToEnd
final class RepairE2E {

    private static final String DEFAULT_DENY = "default-deny";

    /** Slow enough that requests wait until another controller leads. */
    private static final Duration SERVICE = Duration.ofSeconds(2);

    @Test
    @Needs(Need.READY_WORKERS)
    void whatSomebodyChangesOrRemovesComesBack(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("drift").within(2, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(2, tenant);

            NetworkPolicy policy = policy(cluster, tenant);
            cluster.client().resource(policy).delete();
            Await.until(
                    "the deleted NetworkPolicy is back",
                    () ->
                            policy(cluster, tenant) != null
                                    && !policy(cluster, tenant)
                                            .getMetadata()
                                            .getUid()
                                            .equals(policy.getMetadata().getUid()));

            platform.deployment(tenant).edit(RepairE2E::spoiled);
            Await.until(
                    "the edited Deployment is as it was",
                    () -> grace(platform.deployment(tenant).get()) == 45);

            platform.deployment(tenant).scale(4);
            Await.until("the scale is as decided", () -> platform.replicas(tenant) == 2);
            platform.awaitReady(2, tenant);
        }
    }

    private static NetworkPolicy policy(ClusterUnderTest cluster, TenantDocument tenant) {
        return cluster.client()
                .network()
                .networkPolicies()
                .inNamespace(tenant.namespace())
                .withName(DEFAULT_DENY)
                .get();
    }

    private static Deployment spoiled(Deployment deployment) {
        deployment.getSpec().getTemplate().getSpec().setTerminationGracePeriodSeconds(1L);
        return deployment;
    }

    private static long grace(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds();
    }

    @Test
    @Needs(Need.READY_WORKERS)
    void aDeletedWorkerIsReplaced(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("killed").within(2, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(2, tenant);
            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                String victim = platform.pods(tenant).getFirst().getMetadata().getName();
                cluster.client()
                        .pods()
                        .inNamespace(tenant.namespace())
                        .withName(victim)
                        .withGracePeriod(0)
                        .delete();
                Await.until(
                        "another takes its place",
                        () ->
                                platform.ready(tenant) == 2
                                        && platform.pods(tenant).stream()
                                                .noneMatch(
                                                        pod ->
                                                                pod.getMetadata()
                                                                        .getName()
                                                                        .equals(victim)));
                assertThat(timeline.numbers(Timeline.What.REPLICAS)).containsExactly(2);
            }
        }
    }

    /** Killed between the first write of a plan, the quota, and what follows it. */
    @Test
    @Needs(Need.READY_WORKERS)
    void aSecondControllerEndsThePlanOfOneThatWasKilled(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("orphaned").within(1, 4).answeringWithin(SERVICE);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(1, tenant);
            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                String before = cluster.holder();
                Load load = platform.load(tenant);
                Instant from = load.floodUntilDrained(300);
                var _ = timeline.reached(Timeline.What.QUOTA_PODS, 3, from);
                cluster.killLeader();
                Instant killed = Await.CLOCK.instant();

                Await.until(
                        "another one leads",
                        () -> !cluster.holder().equals(before) && !cluster.holder().isEmpty());
                System.out.printf(
                        "controller killed: %s took over from %s after %d ms%n",
                        cluster.holder(),
                        before,
                        Duration.between(killed, Await.CLOCK.instant()).toMillis());
                platform.awaitReady(4, tenant);
                assertThat(timeline.numbers(Timeline.What.REPLICAS)).isSorted().endsWith(4);
                // Who takes over may leave room for an update until it has seen that there is none.
                Await.until(
                        "the quota is what four need",
                        () -> timeline.numbers(Timeline.What.QUOTA_PODS).getLast() == 5);
                load.drain();
                platform.awaitReady(1, tenant);
            }
        }
    }
}
