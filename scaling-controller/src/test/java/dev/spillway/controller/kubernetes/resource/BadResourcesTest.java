package dev.spillway.controller.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.kubernetes.resource.BadResources.Bad;
import dev.spillway.controller.kubernetes.resource.BadResources.RefusedBy;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All wrong resources at once, on an API server that enforces no schema: each gets its line, and
 * those beside them count. {@code docs/bad-inputs-cluster.md} is this table.
 */
final class BadResourcesTest {

    private static final Path PAGE =
            Path.of(System.getProperty("spillway.root"), "docs", "bad-inputs-cluster.md");

    private static Catalog catalog = new Catalog(List.of(), List.of());
    private static Map<String, List<Problem>> problems = Map.of();

    @BeforeAll
    static void sendsAllAtOnce() throws IOException {
        KubernetesMockServer server =
                new KubernetesMockServer(
                        new Context(),
                        new MockWebServer(),
                        new HashMap<>(),
                        new KubernetesCrudDispatcher(),
                        false);
        server.init();
        try (KubernetesClient client = server.createClient()) {
            Definitions.install(client);
            BadResources.good().forEach(good -> client.resource(good).create());
            BadResources.all().forEach(bad -> client.resource(bad.resource()).create());
            read(client);
        } finally {
            server.destroy();
        }
    }

    private static void read(KubernetesClient client) {
        try (ClusterCatalog cluster =
                ClusterCatalog.watch(
                        new CustomResources(client), new CatalogReader(Defaults.STANDARD))) {
            Reading.Partial reading = (Reading.Partial) cluster.poll().orElseThrow();
            catalog = reading.catalog();
            problems = reading.problems().stream().collect(Collectors.groupingBy(Problem::file));
        }
    }

    static List<Bad> all() {
        return BadResources.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesAResourceWithOneLine(Bad bad) {
        assertThat(problems.getOrDefault(bad.id().toString(), List.of()))
                .extracting(Problem::toString)
                .containsExactly(bad.id() + ": " + bad.message());
    }

    @Test
    void theOthersCount() {
        assertThat(problems).hasSameSizeAs(BadResources.all());
        assertThat(catalog.tenants()).extracting(Tenant::name).containsExactly("acme", "media");
        assertThat(catalog.pools()).extracting(Pool::name).containsExactly("acme", "shared");
        assertThat(catalog.priceBook()).isPresent();
    }

    /** {@code -Dbad-inputs.write=true} writes the page anew. */
    @Test
    void thePageSaysWhatTheProgramSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("bad-inputs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() {
        String rows =
                BadResources.all().stream()
                        .map(
                                bad ->
                                        "| %s | `%s` | `` %s `` | %s |\n"
                                                .formatted(
                                                        bad.title(),
                                                        bad.id()
                                                                + (bad.spec().isEmpty()
                                                                        ? ""
                                                                        : " " + bad.spec()),
                                                        bad.message(),
                                                        bad.refusedBy() == RefusedBy.API_SERVER
                                                                ? "yes"
                                                                : "no"))
                        .collect(Collectors.joining());
        return HEAD + rows;
    }

    private static final String HEAD =
            """
            # Wrong custom resources, and what each gets

            Made by `BadResourcesTest`, which sends every row. The API server refuses most of them when they are applied, by the
            schemas in `k8s/base/crds`; the last column says which. Where it does not, or where a schema is older than the
            controller, the controller refuses the resource: the condition `Ready` becomes `False` with the reason `InvalidSpec` and
            the line below, what the resource said before goes on to hold, and nothing else is held back.

            The test sends all rows to a server that enforces no schema, so every line is the controller's own. What a real API server
            refuses was checked with `CustomResourcesIT` against Kubernetes 1.36.2 (`SPILLWAY_E2E_KUBECONFIG=… mvn verify`): it sends
            each row as a dry run with strict field validation, as `kubectl apply` does. A client without strict validation loses
            an unknown field instead.

            | what is wrong | resource and spec | the line | API server refuses it |
            |---|---|---|---|
            """;
}
