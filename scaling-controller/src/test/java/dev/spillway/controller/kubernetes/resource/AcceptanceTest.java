package dev.spillway.controller.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.Document.Kind;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

final class AcceptanceTest {

    private static final String KEY = "{credentials: {apiKeys: [{id: k1, sha256: %s}]}}";

    private final SortedMap<ResourceId, String> cluster = new TreeMap<>();
    private int readings;
    private final Acceptance<String> acceptance = new Acceptance<>(this::read);

    private Reading.Whole read(SortedMap<ResourceId, String> specs) {
        readings++;
        Map<String, Node> nodes = new LinkedHashMap<>();
        specs.forEach(
                (id, spec) ->
                        nodes.put(
                                id.toString(),
                                new Yaml()
                                        .compose(
                                                new StringReader(
                                                        "{apiVersion: spillway.dev/v1alpha1, kind: %s, metadata: {name: %s}, spec: %s}"
                                                                .formatted(
                                                                        id.kind(), id.name(),
                                                                        spec)))));
        return new CatalogReader(Defaults.STANDARD).readNodes(nodes, ClusterRules::check);
    }

    @Test
    void aWrongResourceHoldsNobodyBack() {
        put(Kind.TENANT, "wrong", "{tier: gold}");
        put(Kind.TENANT, "right", "{tier: free}");

        assertThat(look()).containsOnlyKeys("Tenant/wrong");
        assertThat(tenants()).containsExactly("right");
    }

    @Test
    void aResourceThatBecomesWrongKeepsItsLastGoodState() {
        put(Kind.TENANT, "acme", "{tier: premium}");
        look();
        put(Kind.TENANT, "acme", "{tier: gold}");
        put(Kind.TENANT, "other", "{tier: free}");

        assertThat(look().get("Tenant/acme"))
                .isEqualTo(
                        new Verdict.Refused(
                                List.of(
                                        new Problem(
                                                "Tenant/acme",
                                                1,
                                                "spec.tier is 'gold'; allowed are basic, enterprise, free, premium, standard")),
                                true));
        assertThat(tenants()).containsExactly("acme", "other");
        assertThat(acceptance.catalog().tenants().getFirst().tier().name()).isEqualTo("premium");
    }

    @Test
    void oneThatWouldMakeAnotherWrongIsRefusedInItsPlace() {
        put(Kind.TENANT, "zoo", KEY.formatted("ab".repeat(32)));
        look();
        put(Kind.TENANT, "ant", KEY.formatted("cd".repeat(32)));
        put(Kind.TENANT, "bee", "{tier: free}");

        assertThat(message(look(), "Tenant/ant"))
                .isEqualTo(
                        "would make Tenant/zoo wrong: spec.credentials.apiKeys[0].id is 'k1', and a key of tenant ant has it");
        assertThat(tenants()).containsExactly("bee", "zoo");
    }

    @Test
    void aTierCannotChangeBelowWhatItsTenantsAskFor() {
        put(Kind.TENANT, "acme", "{tier: free, autoscaling: {minReplicas: 4}}");
        look();
        put(Kind.TIER, "free", "{maxReplicas: 2}");

        assertThat(message(look(), "Tier/free"))
                .isEqualTo(
                        "would make Tenant/acme wrong: spec.autoscaling.minReplicas is 4; it must be at most maxReplicas, which is 2 in tier free");
        assertThat(tenants()).containsExactly("acme");
    }

    @Test
    void aWrongPoolIsRefusedAndItsTenantsForWantOfIt() {
        put(Kind.POOL, "shared", "{region: EU}");
        put(Kind.TENANT, "acme", "{pool: shared, residency: {region: eu-1}}");

        assertThat(message(look(), "Tenant/acme"))
                .isEqualTo("spec.pool is 'shared'; allowed are dedicated (Pool/shared is refused)");
        assertThat(tenants()).isEmpty();

        put(Kind.POOL, "shared", "{region: eu-1}");

        assertThat(look()).isEmpty();
        assertThat(tenants()).containsExactly("acme");
    }

    @Test
    void whatNeedsAPoolThatIsGoneGoesWithIt() {
        put(Kind.POOL, "shared", "{}");
        put(Kind.TENANT, "acme", "{pool: shared}");
        put(Kind.TENANT, "own", "{}");
        look();
        ResourceId pool = new ResourceId(Kind.POOL, "shared");
        cluster.remove(pool);

        SortedMap<ResourceId, Verdict> verdicts = acceptance.look(cluster, Set.of(pool));

        assertThat(verdicts.get(pool)).isEqualTo(new Verdict.Deleting());
        assertThat(message(refused(verdicts), "Tenant/acme"))
                .isEqualTo(
                        "spec.pool is 'shared'; allowed are dedicated (Pool/shared is being deleted)");
        assertThat(acceptance.catalog().pools()).extracting(Pool::name).containsExactly("own");
    }

    @Test
    void aTenantThatMovesBeforeItsPoolGoesIsKept() {
        put(Kind.POOL, "shared", "{}");
        put(Kind.TENANT, "acme", "{pool: shared}");
        look();
        cluster.remove(new ResourceId(Kind.POOL, "shared"));
        put(Kind.TENANT, "acme", "{pool: dedicated}");

        assertThat(look()).isEmpty();
        assertThat(tenants()).containsExactly("acme");
    }

    @Test
    void whatOnlyLookedWrongBesideAWrongOneCounts() {
        put(Kind.PRICE_BOOK, "gpu", "{currency: USD, pod: {price: 1, per: hour}, x: 1}");
        put(Kind.PRICE_BOOK, "prices", "{currency: USD, pod: {price: 2, per: hour}}");

        assertThat(look()).containsOnlyKeys("PriceBook/gpu");
        assertThat(acceptance.catalog().priceBook().orElseThrow().name()).isEqualTo("prices");
    }

    @Test
    void manyRightOnesAreReadOnce() {
        for (int i = 0; i < 1000; i++) {
            put(Kind.TENANT, "t" + i, "{tier: free}");
        }
        look();
        assertThat(readings).isEqualTo(1);
        put(Kind.TENANT, "t500", "{tier: premium}");
        look();

        assertThat(readings).isEqualTo(2);
        assertThat(tenants()).hasSize(1000);
    }

    private void put(Kind kind, String name, String spec) {
        cluster.put(new ResourceId(kind, name), spec);
    }

    private Map<String, Verdict> look() {
        return refused(acceptance.look(cluster, Set.of()));
    }

    private static Map<String, Verdict> refused(SortedMap<ResourceId, Verdict> verdicts) {
        Map<String, Verdict> refused = new LinkedHashMap<>();
        verdicts.forEach(
                (id, verdict) -> {
                    if (verdict instanceof Verdict.Refused) {
                        refused.put(id.toString(), verdict);
                    }
                });
        return refused;
    }

    private static String message(Map<String, Verdict> verdicts, String id) {
        return ((Verdict.Refused) verdicts.get(id)).problems().getFirst().message();
    }

    private List<String> tenants() {
        return acceptance.catalog().tenants().stream().map(Tenant::name).toList();
    }
}
