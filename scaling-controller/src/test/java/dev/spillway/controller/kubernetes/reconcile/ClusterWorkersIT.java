package dev.spillway.controller.kubernetes.reconcile;

import static dev.spillway.controller.kubernetes.reconcile.ClusterExample.NOW;
import static dev.spillway.controller.kubernetes.reconcile.ClusterExample.await;
import static dev.spillway.controller.kubernetes.reconcile.ClusterExample.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.loop.Target;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

final class ClusterWorkersIT {

    private final ClusterExample cluster = new ClusterExample();
    private ClusterWorkers workers = cluster.open();

    @AfterEach
    void end() {
        workers.close();
        cluster.close();
    }

    @Test
    void aPoolGetsItsNamespaceAndItsWorkers() {
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 3);
        assertThat(cluster.namespaceNames()).contains("spillway-media");
        assertThat(cluster.held).contains("media");
        assertThat(cluster.controllers.refused()).isZero();
        assertThat(workers.pools()).containsExactly("media");
    }

    @Test
    void growsInOneStepAndTheQuotaComesFirst() {
        workers.apply(pool("media"), Target.of(1), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 1);
        workers.apply(pool("media"), Target.of(20), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 20);
        assertThat(cluster.controllers.refused()).isZero();
    }

    @Test
    void thoseWithTheLeastToDoGoFirstAndTheQuotaFollows() {
        workers.apply(pool("media"), Target.of(4), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 4);
        List<String> names = cluster.podNames("media");
        Map<String, Integer> inFlight =
                Map.of(names.get(0), 5, names.get(1), 0, names.get(2), 7, names.get(3), 1);
        workers.apply(pool("media"), Target.of(2), inFlight, NOW);
        cluster.awaitReady(workers, "media", 2);
        assertThat(cluster.podNames("media")).containsExactlyInAnyOrder(names.get(0), names.get(2));
        await(() -> cluster.quotaPods("media") == 3);
    }

    @Test
    void whatSomebodyChangesIsPutBack() {
        workers.apply(pool("media"), Target.of(1), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 1);
        cluster.client
                .network()
                .v1()
                .networkPolicies()
                .inNamespace("spillway-media")
                .withName("default-deny")
                .delete();
        cluster.client
                .apps()
                .deployments()
                .inNamespace("spillway-media")
                .withName("rag-worker")
                .edit(
                        deployed -> {
                            deployed.getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .getFirst()
                                    .setImage("somebody/else");
                            return deployed;
                        });
        await(
                () ->
                        cluster.client
                                        .network()
                                        .v1()
                                        .networkPolicies()
                                        .inNamespace("spillway-media")
                                        .withName("default-deny")
                                        .get()
                                != null);
        await(
                () -> {
                    cluster.controllers.step(NOW);
                    return cluster.deployment("media")
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage()
                            .equals("spillway/rag-service:test");
                });
    }

    @Test
    void aReplicaCountThatSomebodyWroteIsPutBack() {
        workers.apply(pool("media"), Target.of(2), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 2);
        cluster.client
                .apps()
                .deployments()
                .inNamespace("spillway-media")
                .withName("rag-worker")
                .scale(7);
        cluster.awaitReady(workers, "media", 2);
        await(() -> cluster.deployment("media").getSpec().getReplicas() == 2);
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() {
        workers.apply(pool("media"), Target.of(2), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 2);
        await(() -> cluster.quotaPods("media") == 3);
        cluster.controllers.step(NOW);
        await(() -> cluster.isQuiet());
        long before = cluster.api.writes();
        for (int i = 0; i < 5; i++) {
            workers.apply(pool("media"), Target.of(2), Map.of(), NOW.plusSeconds(i));
        }
        cluster.isQuiet();
        assertThat(cluster.api.writes()).isEqualTo(before);
    }

    @Test
    void aRestartedControllerChangesNothing() {
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 3);
        List<String> before = cluster.podNames("media");
        workers.close();
        workers = cluster.open();
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        await(() -> cluster.isQuiet());
        cluster.controllers.step(NOW);
        assertThat(cluster.podNames("media")).containsExactlyInAnyOrderElementsOf(before);
        assertThat(cluster.deployment("media").getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void aNamespaceOfSomebodyElseIsNotTakenOver() {
        cluster.client
                .resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName("spillway-media")
                                .withLabels(Map.of("team", "another"))
                                .endMetadata()
                                .build())
                .create();
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        await(() -> workers.trouble("media").isPresent());
        assertThat(workers.trouble("media").orElseThrow())
                .startsWith("Namespace spillway-media exists and is not managed by");
        assertThat(
                        cluster.client
                                .namespaces()
                                .withName("spillway-media")
                                .get()
                                .getMetadata()
                                .getLabels())
                .doesNotContainKey(Owned.POOL);
        assertThat(
                        cluster.client
                                .apps()
                                .deployments()
                                .inNamespace("spillway-media")
                                .list()
                                .getItems())
                .isEmpty();
    }

    @Test
    void anotherEnginesScalerComesWithItAndGoesWithIt() {
        workers.apply(pool("media", Engine.HPA), new Target(2, 2, 9), Map.of(), NOW);
        await(
                () -> {
                    cluster.controllers.step(NOW);
                    return cluster.autoscalerBounds("media").equals("2 to 9");
                });
        workers.apply(pool("media", Engine.HPA), new Target(2, 4, 7), Map.of(), NOW);
        await(() -> cluster.autoscalerBounds("media").equals("4 to 7"));
        assertThat(workers.leavesTheChoice(pool("media", Engine.HPA))).isTrue();
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 3);
        assertThat(cluster.autoscalerBounds("media")).isEqualTo("none");
    }

    @Test
    void theQuotaHasRoomForLargerWorkersUntilTheyAreGone() {
        workers.apply(pool("media", ResourceProfile.LARGE), Target.of(3), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 3);
        await(() -> cluster.quota("media", "requests.cpu").equals("16"));
        workers.apply(pool("media", ResourceProfile.SMALL), Target.of(3), Map.of(), NOW);
        awaitStepping(() -> cluster.cpuOfNewWorkers("media").equals("1"));
        // The three large ones, and room for what replaces them.
        assertThat(Integer.parseInt(cluster.quota("media", "requests.cpu")))
                .isGreaterThanOrEqualTo(16);
        cluster.client.pods().inNamespace("spillway-media").delete();
        cluster.awaitReady(workers, "media", 3);
        awaitStepping(() -> cluster.quota("media", "requests.cpu").equals("4"));
    }

    @Test
    void nothingIsTakenFromAPoolWhoseResourceNobodyUnderstands() {
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 3);
        workers.close();
        workers = cluster.open();
        cluster.inDoubt.add("media");
        workers.retire("media", NOW);
        await(() -> cluster.isQuiet());
        assertThat(cluster.deployment("media").getSpec().getReplicas()).isEqualTo(3);
        cluster.inDoubt.clear();
        workers.retire("media", NOW);
        await(() -> cluster.deployment("media").getSpec().getReplicas() == 0);
    }

    @Test
    void aPoolThatIsGoneDrainsAndLeavesNothing() {
        workers.apply(pool("media"), Target.of(3), Map.of(), NOW);
        cluster.awaitReady(workers, "media", 3);
        workers.retire("media", NOW);
        await(() -> cluster.deployment("media").getSpec().getReplicas() == 0);
        assertThat(cluster.namespaceNames()).contains("spillway-media");
        awaitStepping(
                () ->
                        !cluster.namespaceNames().contains("spillway-media")
                                && cluster.held.isEmpty());
        assertThat(workers.pools()).isEmpty();
    }

    /** Lets the cluster's own controllers go on meanwhile. */
    private void awaitStepping(BooleanSupplier condition) {
        await(
                () -> {
                    cluster.controllers.step(NOW);
                    return condition.getAsBoolean();
                });
    }
}
