package dev.spillway.controller.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.catalog.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

final class CatalogReaderTest {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    enterprise, 5, 30, 8, 99.99
                    premium,    5, 30, 4, 99.95
                    standard,   3, 15, 2, 99.9
                    free,       1, 5,  1, 99.9
                    basic,      1, 5,  1, 99.9
                    """)
    void aTenantGetsWhatItsTierSays(
            String tier, int min, int max, double weight, double availability) throws IOException {
        Catalog catalog = good(tenant("acme", "tier: " + tier));

        Tenant tenant = catalog.tenants().getFirst();
        Pool pool = catalog.pools().getFirst();
        assertThat(tenant.pool()).isEqualTo("acme").isEqualTo(pool.name());
        assertThat(tenant.tier().weight()).isEqualTo(weight);
        assertThat(tenant.availability()).isEqualTo(availability);
        assertThat(List.of(pool.minReplicas(), pool.maxReplicas())).containsExactly(min, max);
        assertThat(pool.targetQueueDepth()).isEqualTo(10);
    }

    @Test
    void readsEveryField() throws IOException {
        Catalog catalog =
                good(
                        """
                        apiVersion: spillway.dev/v1alpha1
                        kind: Tenant
                        metadata: {name: media, labels: {team: sports}}
                        spec:
                          displayName: Media and Sports
                          tier: premium
                          pool: dedicated
                          residency: {region: ap-south-1}
                          sla: {p95Latency: 350ms, availability: 99.95}
                          limits: {requestsPerSecond: 200, queueDepth: 500, bytesPerSecond: 2000000}
                          autoscaling: {engine: hpa, minReplicas: 6, maxReplicas: 9, targetQueueDepth: 7, behavior: ml}
                          corpus: {collections: [match-reports]}
                          credentials: {apiKeys: [{id: media-1, sha256: %s}]}
                        """
                                .formatted("ab".repeat(32)));

        Tenant tenant = catalog.tenants().getFirst();
        Pool pool = catalog.pools().getFirst();
        assertThat(tenant.displayName()).isEqualTo("Media and Sports");
        assertThat(tenant.p95Latency()).isEqualTo(Duration.ofMillis(350));
        assertThat(tenant.limits()).isEqualTo(new Tenant.Limits(200, 400, 500, 2_000_000));
        assertThat(tenant.collections()).containsExactly("match-reports");
        assertThat(tenant.apiKeys()).hasSize(1);
        assertThat(pool.region()).isEqualTo(tenant.region()).isEqualTo("ap-south-1");
        assertThat(pool.behavior()).isEqualTo(Behavior.ML);
        assertThat(List.of(pool.minReplicas(), pool.maxReplicas(), pool.targetQueueDepth()))
                .containsExactly(6, 9, 7);
    }

    @Test
    void aTierDocumentOverridesWhatIsBuiltIn() throws IOException {
        Catalog catalog =
                good(
                        """
                        apiVersion: spillway.dev/v1alpha1
                        kind: Tier
                        metadata: {name: basic}
                        spec: {minReplicas: 2, weight: 1.5}
                        ---
                        """
                                + tenant("acme", "tier: free"));

        assertThat(catalog.tenants().getFirst().tier().weight()).isEqualTo(1.5);
        assertThat(catalog.pools().getFirst().minReplicas()).isEqualTo(2);
    }

    @Test
    void aSharedPoolTakesDefaultsFromTheEnvironment() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), POOL + "spec: {}\n");
        Defaults defaults = new Defaults(4, 8, 12, 32, Optional.of(Fairness.FIFO));

        Reading reading = new CatalogReader(defaults).read(List.of(folder));

        Pool pool = ((Reading.Good) reading).catalog().pools().getFirst();
        assertThat(List.of(pool.minReplicas(), pool.maxReplicas())).containsExactly(4, 8);
        assertThat(pool.targetQueueDepth()).isEqualTo(12);
        assertThat(pool.slotsPerWorker()).isEqualTo(32);
        assertThat(pool.fairness()).isEqualTo(Fairness.FIFO);
    }

    @Test
    void aPoolOfOneTenantHasTheShareOfItsTier() throws IOException {
        Share preset = good(tenant("acme", "tier: premium")).pools().getFirst().share();
        Share said =
                good(tenant(
                                "acme",
                                "autoscaling: {share: {weight: 3, guaranteedReplicas: 4, clusterShareRatio: 0.5}}"))
                        .pools()
                        .getFirst()
                        .share();

        assertThat(preset).isEqualTo(new Share(4, 5, 0.4));
        assertThat(said).isEqualTo(new Share(3, 4, 0.5));
        assertThat(said.most(20)).isEqualTo(10);
        assertThat(said.most(2)).isEqualTo(4);
    }

    @Test
    void aSharedPoolWeighsAsMuchAsItsTenantsTogether() throws IOException {
        String tenants =
                tenant("acme", "tier: premium, pool: shared")
                        + "---\n"
                        + tenant("bakery", "tier: free, pool: shared");

        assertThat(good(POOL + "spec: {}\n---\n" + tenants).pools().getFirst().share())
                .isEqualTo(new Share(5, 3, 1));
        assertThat(
                        good(POOL + "spec: {share: {weight: 2}}\n---\n" + tenants)
                                .pools()
                                .getFirst()
                                .share()
                                .weight())
                .isEqualTo(2);
    }

    @Test
    void guaranteesHaveToFitTheCapacity() throws IOException {
        Files.writeString(
                folder.resolve("a.yaml"),
                tenant("acme", "tier: premium")
                        + "---\n"
                        + tenant("bakery", "tier: free")
                        + "---\n"
                        + tenant("circus", "tier: standard"));

        assertThat(withCapacity(9)).isInstanceOf(Reading.Good.class);
        assertThat(((Reading.Refused) withCapacity(8)).problems())
                .extracting(Problem::message)
                .containsExactly(
                        "metadata.name is 'circus', and with the 3 workers guaranteed to its pool all pools are guaranteed 9; SPILLWAY_CAPACITY_REPLICAS is 8");
        assertThat(((Reading.Refused) withCapacity(2)).problems())
                .extracting(Problem::message)
                .containsExactly(
                        "metadata.name is 'acme', and with the 5 workers guaranteed to its pool all pools are guaranteed 5; SPILLWAY_CAPACITY_REPLICAS is 2");
    }

    private Reading withCapacity(int capacity) {
        Defaults defaults =
                new Defaults(
                        3,
                        20,
                        10,
                        16,
                        Optional.empty(),
                        "queue-depth",
                        Optional.empty(),
                        OptionalInt.of(capacity));
        return new CatalogReader(defaults).read(List.of(folder));
    }

    @Test
    void aPoolNamesItsPolicyOrTakesTheEnvironments() throws IOException {
        Defaults defaults =
                new Defaults(
                        3,
                        20,
                        10,
                        16,
                        Optional.empty(),
                        "fixed:replicas=4",
                        Optional.of("fixed:replicas=9"),
                        OptionalInt.empty());
        Files.writeString(
                folder.resolve("a.yaml"),
                POOL
                        + "spec: {policy: queue-depth, shadowPolicy: fixed:replicas=2}\n---\n"
                        + tenant("acme", "autoscaling: {policy: fixed:replicas=7}"));

        Catalog catalog =
                ((Reading.Good) new CatalogReader(defaults).read(List.of(folder))).catalog();

        assertThat(catalog.pools())
                .extracting(pool -> pool.policy() + " " + pool.shadowPolicy().orElse(""))
                .containsExactlyInAnyOrder(
                        "queue-depth fixed:replicas=2", "fixed:replicas=7 fixed:replicas=9");
    }

    @Test
    void aBehaviourMayChangeAProfilesTimes() throws IOException {
        Catalog catalog = good(POOL + "spec: {behavior: {scaleDownWindow: 15s}}\n");

        Behavior behavior = catalog.pools().getFirst().behavior();
        assertThat(behavior.scaleDownWindow()).isEqualTo(Duration.ofSeconds(15));
        assertThat(behavior.scaleUpPeriod()).isEqualTo(Behavior.AGGRESSIVE.scaleUpPeriod());
    }

    @Test
    void takesAndRefusesTenantNamesByTheContract() throws IOException {
        JsonNode names =
                JsonMapper.shared()
                        .readTree(Files.readString(ROOT.resolve("contracts/tenant-ids.json")));
        for (JsonNode name : names.path("valid")) {
            assertThat(read(named(name))).as(name.asString()).isInstanceOf(Reading.Good.class);
        }
        for (JsonNode name : names.path("invalid")) {
            assertThat(read(named(name))).as(name.asString()).isInstanceOf(Reading.Refused.class);
        }
    }

    private static String named(JsonNode name) {
        return tenant(name.toString(), "tier: free");
    }

    @Test
    void theExamplesAreGood() {
        CatalogReader reader = new CatalogReader(Defaults.STANDARD);
        Reading demo = reader.read(List.of(ROOT.resolve("examples/demo")));
        Reading both =
                reader.read(
                        List.of(ROOT.resolve("examples/demo"), ROOT.resolve("examples/dedicated")));

        Catalog catalog = ((Reading.Good) demo).catalog();
        assertThat(catalog.tenants())
                .hasSize(10)
                .allMatch(tenant -> tenant.pool().equals("shared-demo"))
                .allMatch(tenant -> tenant.collections().size() == 1);
        assertThat(
                        catalog.tenants().stream()
                                .map(tenant -> tenant.tier().name())
                                .filter("standard"::equals))
                .hasSize(5);
        assertThat(((Reading.Good) both).catalog().pools())
                .extracting(Pool::name)
                .containsExactly("broadcaster", "shared-demo");
    }

    @Test
    void seesChangesAndKeepsQuietOtherwise() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), tenant("acme", "tier: free"));
        WatchedFolder watched = new WatchedFolder(folder, new CatalogReader(Defaults.STANDARD));

        assertThat(watched.poll()).containsInstanceOf(Reading.Good.class);
        assertThat(watched.poll()).isEmpty();
        Files.writeString(file, tenant("acme", "tier: golden"));
        assertThat(watched.poll()).containsInstanceOf(Reading.Refused.class);
        assertThat(watched.poll()).isEmpty();
        Files.delete(file);
        Files.writeString(folder.resolve("b.yml"), tenant("other", "tier: free"));
        assertThat(watched.poll()).containsInstanceOf(Reading.Good.class);
    }

    @Test
    void workersOfAPoolMayGetVariablesOfTheirOwn() throws IOException {
        Catalog catalog =
                good(POOL + "spec: {workers: {environment: {SPILLWAY_GENERATOR: synthetic}}}\n");

        assertThat(catalog.pools().getFirst().workerEnvironment())
                .isEqualTo(Map.of("SPILLWAY_GENERATOR", "synthetic"));
    }

    private static final String POOL =
            """
            apiVersion: spillway.dev/v1alpha1
            kind: Pool
            metadata: {name: shared}
            """;

    private static String tenant(String name, String spec) {
        return """
        apiVersion: spillway.dev/v1alpha1
        kind: Tenant
        metadata: {name: %s}
        spec: {%s}
        """
                .formatted(name, spec);
    }

    private Catalog good(String text) throws IOException {
        Reading reading = read(text);
        assertThat(reading).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) reading).catalog();
    }

    private Reading read(String text) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);
        return new CatalogReader(Defaults.STANDARD).read(List.of(folder));
    }
}
