package dev.spillway.controller.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.rights.Granted;
import dev.spillway.controller.kubernetes.rights.Right;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every combination of manifests that k8s/tests names is valid and keeps the rules. */
final class ManifestTreeTest {

    private static final KubernetesSerialization CLIENT = new KubernetesSerialization();
    private static final String OURS = "spillway.dev/";

    /** Kinds that the client has no model of. */
    private static final Set<String> OTHERS =
            Set.of("ScaledObject", "VerticalPodAutoscaler", "ServiceMonitor", "PrometheusRule");

    /** What the component external-metrics adds. */
    private static final Set<String> RIGHTS_OF_AN_API =
            Set.of(
                    "create apiservices.apiregistration.k8s.io",
                    "get apiservices.apiregistration.k8s.io v1beta1.external.metrics.k8s.io",
                    "update apiservices.apiregistration.k8s.io v1beta1.external.metrics.k8s.io",
                    "delete apiservices.apiregistration.k8s.io v1beta1.external.metrics.k8s.io",
                    "get clusterroles.rbac.authorization.k8s.io spillway-external-metrics",
                    "get configmaps extension-apiserver-authentication in kube-system");

    @BeforeAll
    static void canRender() {
        RenderedTrees.assumeRendering();
    }

    static Stream<String> combinations() {
        return RenderedTrees.foldersIn("tests");
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyObjectIsAsItsSchemaSays(String combination) {
        assertThat(RenderedTrees.tree(combination).manifests())
                .isNotEmpty()
                .flatExtracting(RenderedTrees.schemas()::mistakesOf)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theClientReadsEveryKindOfKubernetes(String combination) {
        for (Manifest manifest : RenderedTrees.tree(combination).manifests()) {
            Object read = CLIENT.unmarshal(JsonMapper.shared().writeValueAsString(manifest.json()));
            boolean foreign = manifest.type().startsWith(OURS) || OTHERS.contains(manifest.kind());
            assertThat(read instanceof GenericKubernetesResource)
                    .as("%s is read without a model", manifest)
                    .isEqualTo(foreign);
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyRuleIsKept(String combination) {
        assertThat(Rules.brokenIn(RenderedTrees.tree(combination))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyObjectIsThereOnce(String combination) {
        Set<List<String>> seen = new HashSet<>();
        assertThat(RenderedTrees.tree(combination).manifests())
                .allMatch(
                        manifest ->
                                seen.add(
                                        List.of(
                                                manifest.type(),
                                                manifest.namespace(),
                                                manifest.name())));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void onlyTheControllerHasRightsAndThoseOfTheFile(String combination) {
        String yaml = RenderedTrees.yaml(combination);

        assertThat(Granted.accounts(yaml)).containsExactly("scaling-controller");
        Set<Right> more = new TreeSet<>(Granted.in(yaml, "scaling-controller"));
        assertThat(more.containsAll(Granted.toController())).isTrue();
        more.removeAll(Granted.toController());
        assertThat(more.stream().map(Right::toString))
                .containsExactlyInAnyOrderElementsOf(
                        yaml.contains("name: external-metrics") ? RIGHTS_OF_AN_API : Set.of());
        assertThat(RenderedTrees.tree(combination).workloads())
                .filteredOn(workload -> !workload.name().equals("scaling-controller"))
                .allMatch(
                        workload ->
                                workload.podSpec()
                                        .path("automountServiceAccountToken")
                                        .asString("")
                                        .equals("false"));
    }

    @Test
    void imagesAreReplacedByTheirNameAlone() {
        Tree tree = RenderedTrees.tree("images");
        assertThat(images(tree)).allMatch(image -> image.startsWith("registry.example/"));
        assertThat(variables(tree, "SPILLWAY_WORKER_IMAGE"))
                .containsExactly("registry.example/rag-service:v7");
        assertThat(variables(tree, "REDIS_HOST"))
                .containsExactly("redis.spillway-system.svc", "redis.spillway-system.svc");
    }

    private static List<String> variables(Tree tree, String name) {
        return tree.workloads()
                .flatMap(workload -> workload.containers().stream())
                .flatMap(container -> container.path("env").valueStream())
                .filter(variable -> variable.get("name").asString().equals(name))
                .map(variable -> variable.path("value"))
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void ourImagesAreThoseThatThisBuildMakes() throws IOException {
        String pom = Files.readString(RenderedTrees.FOLDER.resolveSibling("pom.xml"));
        Matcher version = Pattern.compile("<version>(.+?)</version>").matcher(pom);
        assertThat(version.find()).isTrue();
        Tree tree = RenderedTrees.tree("all");
        assertThat(
                        Stream.concat(
                                        images(tree),
                                        variables(tree, "SPILLWAY_WORKER_IMAGE").stream())
                                .filter(image -> image.startsWith("spillway/")))
                .hasSizeGreaterThan(4)
                .allMatch(image -> image.endsWith(":" + version.group(1)));
    }

    private static Stream<String> images(Tree tree) {
        return tree.workloads()
                .flatMap(workload -> workload.containers().stream())
                .map(container -> container.get("image").asString());
    }

    @Test
    void ofTwoScalersOfTheRouterTheLastOneStays() {
        assertThat(routersScaler("prometheus-adapter+keda")).isEqualTo("ScaledObject");
        assertThat(routersScaler("keda+prometheus-adapter")).isEqualTo("HorizontalPodAutoscaler");
    }

    private static String routersScaler(String combination) {
        Tree tree = RenderedTrees.tree(combination);
        Manifest router =
                tree.all("Deployment")
                        .filter(deployment -> deployment.name().equals("tenant-router"))
                        .findFirst()
                        .orElseThrow();
        return tree.scalersOf(router).getFirst().kind();
    }
}
