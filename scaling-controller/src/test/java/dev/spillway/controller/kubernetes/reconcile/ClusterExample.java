package dev.spillway.controller.kubernetes.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.kubernetes.FakeApiServer;
import dev.spillway.controller.kubernetes.FakeControllers;
import dev.spillway.controller.kubernetes.manifest.Allocatable;
import dev.spillway.controller.kubernetes.manifest.ManifestSettings;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;
import dev.spillway.controller.kubernetes.rights.Account;
import dev.spillway.controller.kubernetes.rights.Granted;
import dev.spillway.controller.loop.Worker;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A cluster of which the mock server and the fakes play all parts but ours. */
final class ClusterExample implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-27T02:47:00Z");

    private static final String TOKEN = "the-controller's";

    final FakeApiServer api = new FakeApiServer();
    final Set<String> held = ConcurrentHashMap.newKeySet();
    final Set<String> inDoubt = ConcurrentHashMap.newKeySet();
    final KubernetesClient client;
    final FakeControllers controllers;
    private final Account account = api.account(TOKEN, Granted.toController());
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), api, false);
    private final KubernetesClient controller;

    ClusterExample() {
        server.init();
        client = server.createClient();
        controller = connect("spillway");
        controllers = new FakeControllers(client);
    }

    private final Owners owners =
            new Owners() {
                @Override
                public Optional<Owner> owner(String pool) {
                    return Optional.of(new Owner("Tenant", pool, "uid-of-" + pool));
                }

                @Override
                public boolean isInDoubt(String pool) {
                    return inDoubt.contains(pool);
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

    ClusterWorkers open() {
        return open(controller);
    }

    /** A client with the controller's rights, which its requests tell from others. */
    KubernetesClient connect(String userAgent) {
        return server.createClient(
                builder ->
                        builder.withConfig(
                                new ConfigBuilder(client.getConfiguration())
                                        .withUserAgent(userAgent)
                                        .withOauthToken(TOKEN)
                                        .withRequestRetryBackoffLimit(0)
                                        .build()));
    }

    ClusterWorkers open(KubernetesClient through) {
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
                                Optional.empty(),
                                false,
                                Map.of()));
        Allocatable nodes =
                new Allocatable(BigDecimal.valueOf(100), BigDecimal.valueOf(400L << 30));
        return new ClusterWorkers(
                through, new ManifestBlueprint(manifests, () -> nodes, List::of), owners);
    }

    Deployment deployment(String pool) {
        return client.apps()
                .deployments()
                .inNamespace("spillway-" + pool)
                .withName("rag-worker")
                .get();
    }

    int quotaPods(String pool) {
        return Integer.parseInt(quota(pool, "pods"));
    }

    String cpuOfNewWorkers(String pool) {
        Map<String, Quantity> requests =
                deployment(pool)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getRequests();
        return String.valueOf(requests.get("cpu"));
    }

    String quota(String pool, String resource) {
        Map<String, Quantity> hard =
                client.resourceQuotas()
                        .inNamespace("spillway-" + pool)
                        .withName("spillway")
                        .require()
                        .getSpec()
                        .getHard();
        return Objects.requireNonNull(hard.get(resource)).toString();
    }

    /** Of the autoscaler that the pool has, if it has one. */
    String autoscalerBounds(String pool) {
        HorizontalPodAutoscaler there =
                client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace("spillway-" + pool)
                        .withName("rag-worker")
                        .get();
        return there == null
                ? "none"
                : "%d to %d"
                        .formatted(
                                there.getSpec().getMinReplicas(), there.getSpec().getMaxReplicas());
    }

    List<String> namespaceNames() {
        return client.namespaces().list().getItems().stream()
                .map(Namespace::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    List<String> podNames(String pool) {
        return client.pods().inNamespace("spillway-" + pool).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    void awaitReady(ClusterWorkers workers, String pool, int count) {
        await(
                () -> {
                    controllers.step(NOW);
                    List<Worker> there = workers.workers(pool);
                    return there.size() == count
                            && there.stream()
                                    .allMatch(worker -> worker.state() == Worker.State.READY);
                });
    }

    /** Whether a pool has so many ready workers, and a quota for just these and a surge. */
    boolean isSettled(ClusterWorkers workers, String pool, int count) {
        List<Worker> there = workers.workers(pool);
        return there.size() == count
                && there.stream().allMatch(worker -> worker.state() == Worker.State.READY)
                && podNames(pool).size() == count
                && quotaPods(pool) == count + 1;
    }

    /** Kind and name of everything of ours in a namespace, pods apart. */
    List<String> objectNames(String namespace) {
        List<HasMetadata> all = new ArrayList<>();
        all.addAll(client.apps().deployments().inNamespace(namespace).list().getItems());
        all.addAll(client.limitRanges().inNamespace(namespace).list().getItems());
        all.addAll(
                client.network().v1().networkPolicies().inNamespace(namespace).list().getItems());
        all.addAll(
                client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .list()
                        .getItems());
        all.addAll(client.resourceQuotas().inNamespace(namespace).list().getItems());
        all.addAll(client.services().inNamespace(namespace).list().getItems());
        all.addAll(client.serviceAccounts().inNamespace(namespace).list().getItems());
        return all.stream()
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    /** Whether no write came within a quarter of a second. */
    boolean isQuiet() {
        long before = api.writes();
        LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        return api.writes() == before;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    static Pool pool(String name) {
        return PoolExamples.pool(name, 1, 30, "deadline");
    }

    static Pool pool(String name, Engine engine) {
        return pool(name, engine, ResourceProfile.STANDARD);
    }

    static Pool pool(String name, ResourceProfile resources) {
        return pool(name, Engine.DIRECT, resources);
    }

    private static Pool pool(String name, Engine engine, ResourceProfile resources) {
        Pool pool = pool(name);
        return new Pool(
                pool.name(),
                pool.region(),
                pool.fairness(),
                pool.minReplicas(),
                pool.maxReplicas(),
                pool.targetQueueDepth(),
                pool.behavior(),
                pool.slotsPerWorker(),
                engine,
                resources,
                pool.workerEnvironment(),
                pool.policy(),
                pool.shadowPolicy(),
                pool.share());
    }

    @Override
    public void close() {
        controller.close();
        client.close();
        server.destroy();
        assertThat(account.refused()).as("asked without the right").isEmpty();
    }
}
