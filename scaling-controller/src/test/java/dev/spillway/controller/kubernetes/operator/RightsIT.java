package dev.spillway.controller.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.FakeControllers;
import dev.spillway.controller.kubernetes.rights.Granted;
import dev.spillway.controller.kubernetes.rights.Right;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The controller's rights are what it uses and nothing else: it goes through all that it ever does,
 * with a server that refuses whatever its roles do not grant.
 */
@SuppressWarnings("NullAway.Init")
final class RightsIT {

    private static final Instant NOW = Instant.parse("2026-11-27T02:47:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DOCUMENTS =
            """
            apiVersion: spillway.dev/v1alpha1
            kind: Tier
            metadata: {name: gold}
            spec: {}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: Pool
            metadata: {name: common}
            spec: {minReplicas: 1, maxReplicas: 3}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: Tenant
            metadata: {name: bakery}
            spec: {tier: gold, pool: common}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: PriceBook
            metadata: {name: prices}
            spec: {currency: USD, pod: {price: 100, per: month}}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: PrewarmSchedule
            metadata: {name: nights}
            spec:
              pool: common
              timeZone: Europe/Berlin
              recurring:
                - {name: night, readyBy: "22:30", until: "02:00", workers: 2}
            """;

    @TempDir private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private FakedCluster cluster;
    private FakeControllers controllers;
    private Process controller;

    @BeforeEach
    void start() {
        cluster = new FakedCluster(folder);
        controllers = new FakeControllers(cluster.client);
        cluster.addNode("node-a", "64", "256Gi");
        cluster.apply(DOCUMENTS);
        cluster.apply(tenant("media", "direct", ""));
        cluster.apply(tenant("sports", "hpa", ""));
        cluster.apply(tenant("weather", "keda", ""));
        controller = cluster.startController("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    @AfterEach
    void stop() throws IOException {
        FakedCluster.stop(controller);
        cluster.close();
    }

    private static String tenant(String name, String engine, String annotations) {
        return """
        apiVersion: spillway.dev/v1alpha1
        kind: Tenant
        metadata: {name: %s, annotations: {%s}}
        spec:
          tier: premium
          pool: dedicated
          autoscaling: {engine: %s, minReplicas: 2, maxReplicas: 6, policy: queue-depth}
        """
                .formatted(name, annotations, engine);
    }

    @Test
    void nothingIsGrantedThatIsNotUsedAndNothingUsedThatIsNotGranted() throws Exception {
        poolsComeAndTellOfThemselves();
        aSpikeScalesUp();
        aPauseScalesDown();
        driftIsRepaired();
        enginesChange();
        whatIsDeletedGoes();
        anotherControllerTakesOver();

        assertThat(cluster.account.refused()).as("used and not granted").isEmpty();
        SortedSet<Right> unused = new TreeSet<>(Granted.toController());
        unused.removeAll(cluster.account.used().keySet());
        assertThat(unused).as("granted and not used").isEmpty();
    }

    private void poolsComeAndTellOfThemselves() {
        for (String pool : new String[] {"common", "media", "sports", "weather"}) {
            await(pool + " has workers", () -> pods(pool) >= 1);
        }
        await("sports has an autoscaler", () -> hasAutoscaler("sports"));
        await("weather has a ScaledObject", () -> scaledObject("weather") != null);
        for (String[] each :
                new String[][] {
                    {"tiers", "gold"},
                    {"pools", "common"},
                    {"tenants", "bakery"},
                    {"pricebooks", "prices"},
                    {"prewarmschedules", "nights"}
                }) {
            await(each[1] + " has a status", () -> hasStatus(each[0], each[1]));
        }
    }

    private void aSpikeScalesUp() {
        assertThat(cluster.spike("media", 50)).isEqualTo(50);
        await("media has workers for the spike", () -> pods("media") >= 5);
        await(
                "somebody is told",
                () ->
                        !cluster.client
                                .v1()
                                .events()
                                .inNamespace("default")
                                .list()
                                .getItems()
                                .isEmpty());
    }

    private void aPauseScalesDown() throws Exception {
        cluster.apply(tenant("media", "direct", "spillway.dev/paused-replicas: \"3\""));
        await("media is held at 3", () -> pods("media") == 3);
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        cluster.address().resolve("/api/v1/pools/media/orders"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"kind\": \"resume\", \"by\": \"amy\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await("the annotation goes", () -> !isAnnotated("media"));
        await("media grows again", () -> pods("media") > 3);
    }

    private void driftIsRepaired() {
        var budget =
                cluster.client
                        .policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace("spillway-media")
                        .withName("rag-worker");
        budget.delete();
        await("the budget is back", () -> budget.get() != null);
    }

    private void enginesChange() {
        cluster.apply(tenant("sports", "direct", ""));
        cluster.apply(tenant("weather", "hpa", ""));
        await("sports has no autoscaler", () -> !hasAutoscaler("sports"));
        await("weather has an autoscaler", () -> hasAutoscaler("weather"));
        await("weather has no ScaledObject", () -> scaledObject("weather") == null);
    }

    private void whatIsDeletedGoes() {
        cluster.client.resource(resource("tenants", "bakery")).delete();
        cluster.client.resource(resource("prewarmschedules", "nights")).delete();
        cluster.client.resource(resource("pools", "common")).delete();
        cluster.client.resource(resource("tenants", "media")).delete();
        await("pool common is gone", () -> resource("pools", "common") == null);
        await("tenant media is gone", () -> resource("tenants", "media") == null);
        assertThat(cluster.client.namespaces().withName("spillway-media").get()).isNull();
    }

    private void anotherControllerTakesOver() {
        FakedCluster.stop(controller);
        controller = cluster.startController("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        cluster.apply(tenant("late", "direct", ""));
        await("late has workers", () -> pods("late") >= 2);
    }

    private long pods(String pool) {
        return cluster.client.pods().inNamespace("spillway-" + pool).list().getItems().size();
    }

    private boolean hasAutoscaler(String pool) {
        return cluster.client
                        .autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace("spillway-" + pool)
                        .withName("rag-worker")
                        .get()
                != null;
    }

    private @Nullable HasMetadata scaledObject(String pool) {
        return cluster.client
                .genericKubernetesResources(FakedCluster.SCALED_OBJECTS)
                .inNamespace("spillway-" + pool)
                .withName("rag-worker")
                .get();
    }

    private boolean hasStatus(String plural, String name) {
        return Objects.requireNonNull(resource(plural, name), name)
                .getAdditionalProperties()
                .containsKey("status");
    }

    private boolean isAnnotated(String tenant) {
        Map<String, String> annotations =
                Objects.requireNonNull(resource("tenants", tenant), tenant)
                        .getMetadata()
                        .getAnnotations();
        return annotations != null && annotations.containsKey("spillway.dev/paused-replicas");
    }

    private @Nullable GenericKubernetesResource resource(String plural, String name) {
        return cluster.client
                .genericKubernetesResources(
                        new ResourceDefinitionContext.Builder()
                                .withGroup("spillway.dev")
                                .withVersion("v1alpha1")
                                .withPlural(plural)
                                .withNamespaced(false)
                                .build())
                .withName(name)
                .get();
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(controller.isAlive()).as(this::log).isTrue();
            assertThat(System.nanoTime())
                    .as(
                            () ->
                                    "in time: %s; refused %s%n%s"
                                            .formatted(what, cluster.account.refused(), log()))
                    .isLessThan(deadline);
            controllers.step(NOW);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private String log() {
        try {
            return Files.readString(cluster.log());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
