package dev.spillway.controller.kubernetes.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.kubernetes.FakeApiServer;
import dev.spillway.controller.kubernetes.FakeControllers;
import dev.spillway.controller.kubernetes.manifest.Allocatable;
import dev.spillway.controller.kubernetes.manifest.ManifestSettings;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;
import dev.spillway.controller.loop.Worker;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

final class ClusterWorkersIT {

    private static final Instant NOW = Instant.parse("2026-11-27T02:47:00Z");

    private final FakeApiServer api = new FakeApiServer();
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), api, false);
    private final Set<String> held = new HashSet<>();
    private KubernetesClient client;
    private FakeControllers controllers;
    private ClusterWorkers workers;

    private final Owners owners =
            new Owners() {
                @Override
                public Optional<Owner> owner(String pool) {
                    return Optional.of(new Owner("Tenant", pool, "uid-of-" + pool));
                }

                @Override
                public void hold(Owner owner) {
                    held.add(owner.name());
                }

                @Override
                public void release(String pool) {
                    held.remove(pool);
                }
            };

    @BeforeEach
    void start() {
        server.init();
        client = server.createClient();
        controllers = new FakeControllers(client);
        workers = open();
    }

    private ClusterWorkers open() {
        PoolManifests manifests =
                new PoolManifests(
                        new ManifestSettings(
                                "spillway/rag-service:test",
                                "IfNotPresent",
                                "spillway-system",
                                "redis.spillway-system.svc",
                                6379,
                                Optional.empty(),
                                Duration.ofSeconds(1),
                                "http://prometheus:9090",
                                Map.of()));
        Allocatable nodes =
                new Allocatable(BigDecimal.valueOf(100), BigDecimal.valueOf(400L << 30));
        return new ClusterWorkers(client, new ManifestBlueprint(manifests, () -> nodes), owners);
    }

    @AfterEach
    void end() {
        workers.close();
        client.close();
        server.destroy();
    }

    @Test
    void aPoolGetsItsNamespaceAndItsWorkers() {
        workers.apply(pool("media"), 3, Map.of(), NOW);
        awaitReady("media", 3);
        assertThat(namespaceNames()).contains("spillway-media");
        assertThat(held).contains("media");
        assertThat(controllers.refused()).isZero();
        assertThat(workers.pools()).containsExactly("media");
    }

    @Test
    void growsInOneStepAndTheQuotaComesFirst() {
        workers.apply(pool("media"), 1, Map.of(), NOW);
        awaitReady("media", 1);
        workers.apply(pool("media"), 20, Map.of(), NOW);
        awaitReady("media", 20);
        assertThat(controllers.refused()).isZero();
    }

    @Test
    void thoseWithTheLeastToDoGoFirstAndTheQuotaFollows() {
        workers.apply(pool("media"), 4, Map.of(), NOW);
        awaitReady("media", 4);
        List<String> names = podNames("media");
        Map<String, Integer> inFlight =
                Map.of(names.get(0), 5, names.get(1), 0, names.get(2), 7, names.get(3), 1);
        workers.apply(pool("media"), 2, inFlight, NOW);
        awaitReady("media", 2);
        assertThat(podNames("media")).containsExactlyInAnyOrder(names.get(0), names.get(2));
        await(() -> quotaPods("media") == 3);
    }

    @Test
    void whatSomebodyChangesIsPutBack() {
        workers.apply(pool("media"), 1, Map.of(), NOW);
        awaitReady("media", 1);
        client.network()
                .v1()
                .networkPolicies()
                .inNamespace("spillway-media")
                .withName("default-deny")
                .delete();
        client.apps()
                .deployments()
                .inNamespace("spillway-media")
                .withName("rag-worker")
                .edit(
                        deployment -> {
                            deployment
                                    .getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .getFirst()
                                    .setImage("somebody/else");
                            return deployment;
                        });
        await(
                () ->
                        client.network()
                                        .v1()
                                        .networkPolicies()
                                        .inNamespace("spillway-media")
                                        .withName("default-deny")
                                        .get()
                                != null);
        await(
                () ->
                        deployment("media")
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage()
                                .equals("spillway/rag-service:test"));
    }

    @Test
    void aReplicaCountThatSomebodyWroteIsPutBack() {
        workers.apply(pool("media"), 2, Map.of(), NOW);
        awaitReady("media", 2);
        client.apps().deployments().inNamespace("spillway-media").withName("rag-worker").scale(7);
        awaitReady("media", 2);
        await(() -> deployment("media").getSpec().getReplicas() == 2);
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() {
        workers.apply(pool("media"), 2, Map.of(), NOW);
        awaitReady("media", 2);
        await(() -> quotaPods("media") == 3);
        controllers.step(NOW);
        await(() -> settledWrites());
        long before = api.writes();
        for (int i = 0; i < 5; i++) {
            workers.apply(pool("media"), 2, Map.of(), NOW.plusSeconds(i));
        }
        settledWrites();
        assertThat(api.writes()).isEqualTo(before);
    }

    /** Whether no write came within a quarter of a second. */
    private boolean settledWrites() {
        long before = api.writes();
        LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        return api.writes() == before;
    }

    @Test
    void aRestartedControllerChangesNothing() {
        workers.apply(pool("media"), 3, Map.of(), NOW);
        awaitReady("media", 3);
        List<String> before = podNames("media");
        workers.close();
        workers = open();
        workers.apply(pool("media"), 3, Map.of(), NOW);
        await(() -> settledWrites());
        controllers.step(NOW);
        assertThat(podNames("media")).containsExactlyInAnyOrderElementsOf(before);
        assertThat(deployment("media").getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void aNamespaceOfSomebodyElseIsNotTakenOver() {
        client.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName("spillway-media")
                                .withLabels(Map.of("team", "another"))
                                .endMetadata()
                                .build())
                .create();
        workers.apply(pool("media"), 3, Map.of(), NOW);
        await(() -> workers.trouble("media").isPresent());
        assertThat(workers.trouble("media").orElseThrow())
                .startsWith("Namespace spillway-media exists and is not managed by");
        assertThat(client.namespaces().withName("spillway-media").get().getMetadata().getLabels())
                .doesNotContainKey(Owned.POOL);
        assertThat(client.apps().deployments().inNamespace("spillway-media").list().getItems())
                .isEmpty();
    }

    @Test
    void aPoolThatIsGoneDrainsAndLeavesNothing() {
        workers.apply(pool("media"), 3, Map.of(), NOW);
        awaitReady("media", 3);
        workers.retire("media", NOW);
        await(() -> deployment("media").getSpec().getReplicas() == 0);
        assertThat(namespaceNames()).contains("spillway-media");
        await(
                () -> {
                    controllers.step(NOW);
                    return !namespaceNames().contains("spillway-media") && held.isEmpty();
                });
        assertThat(workers.pools()).isEmpty();
    }

    private Deployment deployment(String pool) {
        return client.apps()
                .deployments()
                .inNamespace("spillway-" + pool)
                .withName("rag-worker")
                .get();
    }

    private int quotaPods(String pool) {
        return client.resourceQuotas()
                .inNamespace("spillway-" + pool)
                .withName("spillway")
                .get()
                .getSpec()
                .getHard()
                .get("pods")
                .getNumericalAmount()
                .intValue();
    }

    private List<String> namespaceNames() {
        return client.namespaces().list().getItems().stream()
                .map(Namespace::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    private List<String> podNames(String pool) {
        return client.pods().inNamespace("spillway-" + pool).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    private void awaitReady(String pool, int count) {
        await(
                () -> {
                    controllers.step(NOW);
                    List<Worker> there = workers.workers(pool);
                    return there.size() == count
                            && there.stream()
                                    .allMatch(worker -> worker.state() == Worker.State.READY);
                });
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static Pool pool(String name) {
        return PoolExamples.pool(name, 1, 30, "deadline");
    }
}
