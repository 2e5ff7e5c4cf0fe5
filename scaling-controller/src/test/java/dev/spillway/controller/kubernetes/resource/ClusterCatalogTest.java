package dev.spillway.controller.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.kubernetes.resource.status.PoolFacts;
import dev.spillway.controller.kubernetes.resource.status.StatusWriter;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.Document.Kind;
import dev.spillway.controller.yaml.Reading;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

@EnableKubernetesMockClient(crud = true)
@Timeout(30)
@SuppressWarnings("NullAway.Init")
final class ClusterCatalogTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final ResourceId ACME = new ResourceId(Kind.TENANT, "acme");

    private KubernetesClient client;
    private KubernetesMockServer server;

    @Test
    void aClusterWithoutTheDefinitionsSaysHowToInstallThem() {
        assertThatThrownBy(this::watch)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "the cluster at \\S+ has no custom resource definition tiers\\.spillway\\.dev, pools\\.spillway\\.dev, tenants\\.spillway\\.dev, prewarmschedules\\.spillway\\.dev, pricebooks\\.spillway\\.dev; install them with kubectl apply -k k8s/base/crds");
    }

    @Test
    void anEmptyClusterIsAnEmptyCatalog() throws IOException {
        Definitions.install(client);
        try (ClusterCatalog cluster = watch()) {
            assertThat(cluster.poll())
                    .contains(new Reading.Good(new Catalog(List.of(), List.of())));
        }
    }

    @Test
    void seesWhatChangesAndAsksNothingOtherwise() throws IOException {
        Definitions.install(client);
        create("acme", "{tier: free, sla: {availability: 99.95}, limits: {queueDepth: 7}}");
        try (ClusterCatalog cluster = watch()) {
            Tenant tenant = ((Reading.Good) next(cluster)).catalog().tenants().getFirst();
            assertThat(tenant.availability()).isEqualTo(99.95);
            assertThat(tenant.limits().queueDepth()).isEqualTo(7);

            int requests = server.getRequestCount();
            assertThat(cluster.poll()).isEmpty();
            assertThat(server.getRequestCount()).isEqualTo(requests);

            create("bakery", "{tier: free}");
            assertThat(tenants(next(cluster))).containsExactly("acme", "bakery");
            client.resource(BadResources.resource(Kind.TENANT, "bakery", "{}")).delete();
            assertThat(tenants(next(cluster))).containsExactly("acme");
        }
    }

    @Test
    void aStatusAndALabelAreNoChange() throws IOException {
        Definitions.install(client);
        create("acme", "{tier: free}");
        try (ClusterCatalog cluster = watch()) {
            next(cluster);

            assertThat(write(cluster, Optional.of(workers(2)))).isTrue();
            ClusterResource written =
                    await(cluster, one -> one.getAdditionalProperties().containsKey("status"));
            assertThat(cluster.poll()).isEmpty();
            assertThat(write(cluster, Optional.of(workers(2)))).isFalse();
            assertThat(status(written).get("replicas")).isEqualTo(2);
            assertThat(status(written).get("readyReplicas")).isEqualTo(2);
            assertThat(status(written).get("desiredReplicas")).isEqualTo(3);

            client.resource(written.object())
                    .edit(
                            object -> {
                                object.getMetadata().setLabels(Map.of("team", "sports"));
                                return object;
                            });
            await(cluster, one -> one.getMetadata().getLabels() != null);
            assertThat(cluster.poll()).isEmpty();
        }
    }

    @Test
    void aWrongChangeIsSaidInTheStatusAndTheLastGoodStateHolds() throws IOException {
        Definitions.install(client);
        create("acme", "{tier: free}");
        try (ClusterCatalog cluster = watch()) {
            next(cluster);
            client.resource(BadResources.resource(Kind.TENANT, "acme", "{tier: gold}")).update();

            Reading.Partial reading = (Reading.Partial) next(cluster);
            assertThat(reading.catalog().tenants().getFirst().tier().name()).isEqualTo("free");
            assertThat(reading.problems())
                    .extracting(Object::toString)
                    .containsExactly(
                            "Tenant/acme: spec.tier is 'gold'; allowed are basic, enterprise, free, premium, standard");

            write(cluster, Optional.empty());
            ClusterResource written =
                    await(cluster, one -> one.getAdditionalProperties().containsKey("status"));
            assertThat((List<?>) status(written).get("conditions"))
                    .singleElement()
                    .satisfies(
                            condition ->
                                    assertThat(condition.toString())
                                            .contains(
                                                    "type=Ready",
                                                    "status=False",
                                                    "reason=InvalidSpec",
                                                    "spec.tier is 'gold'",
                                                    "; its last good state holds"));
        }
    }

    @Test
    void oneThatIsBeingDeletedIsLeftOutAndReported() throws IOException {
        Definitions.install(client);
        GenericKubernetesResource acme = BadResources.resource(Kind.TENANT, "acme", "{tier: free}");
        acme.getMetadata().setFinalizers(List.of("spillway.dev/drain"));
        client.resource(acme).create();
        try (ClusterCatalog cluster = watch()) {
            assertThat(tenants(next(cluster))).containsExactly("acme");
            client.resource(acme).delete();

            assertThat(tenants(next(cluster))).isEmpty();
            assertThat(cluster.resources())
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.id()).isEqualTo(ACME);
                                assertThat(one.verdict()).isEqualTo(new Verdict.Deleting());
                            });
        }
    }

    private ClusterCatalog watch() {
        return ClusterCatalog.watch(
                new CustomResources(client), new CatalogReader(Defaults.STANDARD));
    }

    private void create(String name, String spec) {
        client.resource(BadResources.resource(Kind.TENANT, name, spec)).create();
    }

    private boolean write(ClusterCatalog cluster, Optional<PoolFacts> pool) {
        StatusWriter writer =
                new StatusWriter(new CustomResources(client), client.getKubernetesSerialization());
        return writer.write(cluster.resources().getFirst(), pool, true, NOW);
    }

    private static PoolFacts workers(int ready) {
        return new PoolFacts(
                1,
                3,
                ready,
                ready,
                OptionalInt.empty(),
                Optional.empty(),
                new PoolFacts.Quota.Within(),
                new PoolFacts.Residency.Anywhere());
    }

    /** The next change; the watch brings it in its own time. */
    private static Reading next(ClusterCatalog cluster) {
        Optional<Reading> reading = cluster.poll();
        while (reading.isEmpty()) {
            Thread.onSpinWait();
            reading = cluster.poll();
        }
        return reading.get();
    }

    private static ClusterResource await(
            ClusterCatalog cluster, Predicate<GenericKubernetesResource> arrived) {
        ClusterResource resource = cluster.resources().getFirst();
        while (!arrived.test(resource.object())) {
            Thread.onSpinWait();
            resource = cluster.resources().getFirst();
        }
        return resource;
    }

    private static Map<String, Object> status(ClusterResource resource) {
        return resource.object().get("status");
    }

    private static List<String> tenants(Reading reading) {
        return ((Reading.Good) reading).catalog().tenants().stream().map(Tenant::name).toList();
    }
}
