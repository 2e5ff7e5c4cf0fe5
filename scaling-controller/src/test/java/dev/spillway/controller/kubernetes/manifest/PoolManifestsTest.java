package dev.spillway.controller.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

final class PoolManifestsTest {

    private static final Pool MEDIA = Rendered.pool("media", Engine.DIRECT, 5, 30);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyObjectIsThePoolsInItsNamespaceAndGoesWithItsOwner(Engine engine) {
        for (HasMetadata object : Rendered.dedicated(Rendered.pool("media", engine, 5, 30))) {
            assertThat(object.getMetadata().getNamespace())
                    .isEqualTo(object instanceof Namespace ? null : "spillway-media");
            assertThat(object.getMetadata().getLabels())
                    .containsAllEntriesOf(
                            Map.of(
                                    "app.kubernetes.io/name", "rag-worker",
                                    "app.kubernetes.io/instance", "media",
                                    "app.kubernetes.io/component", "worker",
                                    "app.kubernetes.io/part-of", "spillway",
                                    "app.kubernetes.io/managed-by", "spillway-controller",
                                    "spillway.dev/pool", "media"));
            OwnerReference owner = object.getMetadata().getOwnerReferences().getFirst();
            assertThat(owner.getApiVersion() + " " + owner.getKind() + " " + owner.getName())
                    .isEqualTo("spillway.dev/v1alpha1 Tenant media");
            assertThat(owner.getController()).isTrue();
        }
    }

    @Test
    void comesInAnOrderInWhichNothingIsMissed() {
        assertThat(
                        Rendered.dedicated(Rendered.pool("media", Engine.HPA, 5, 30)).stream()
                                .map(object -> object.getKind() + " " + name(object)))
                .containsExactly(
                        "Namespace spillway-media",
                        "ResourceQuota spillway",
                        "LimitRange spillway",
                        "NetworkPolicy default-deny",
                        "NetworkPolicy rag-worker",
                        "ServiceAccount rag-worker",
                        "Service rag-worker",
                        "PodDisruptionBudget rag-worker",
                        "Deployment rag-worker",
                        "HorizontalPodAutoscaler rag-worker");
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    @Test
    void leavesReplicasToWhoScales() {
        assertThat(deployment(MEDIA).getSpec().getReplicas()).isNull();
    }

    @Test
    void theSelectorIsPartOfThePodsLabelsAndOfThePodsOfNoOtherPool() {
        Deployment deployment = deployment(MEDIA);
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();

        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(selector);
        assertThat(selector).containsEntry("spillway.dev/pool", "media");
    }

    @Test
    void rendersTheSameWhateverTheOrderOfItsVariables() {
        Map<String, String> forth = new LinkedHashMap<>();
        Map<String, String> back = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forth.put("A" + i, "1");
            back.put("A" + (19 - i), "1");
        }

        assertThat(deployment(withEnvironment(forth))).isEqualTo(deployment(withEnvironment(back)));
        assertThat(container(withEnvironment(forth)).getEnv().stream().map(EnvVar::getName).skip(1))
                .isSorted();
    }

    @Test
    void aPoolsVariablesReplaceTheCommonOnesButNotWhoTheWorkerIs() {
        Map<String, String> values =
                container(
                                withEnvironment(
                                        Map.of(
                                                "REDIS_ENABLED", "false",
                                                "SPILLWAY_POOL", "other",
                                                "SPILLWAY_WORKER_ID", "always-me",
                                                "SERVER_PORT", "1")))
                        .getEnv()
                        .stream()
                        .filter(variable -> variable.getValue() != null)
                        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));

        assertThat(values)
                .containsEntry("REDIS_ENABLED", "false")
                .containsEntry("SPILLWAY_POOL", "media")
                .containsEntry("SERVER_PORT", "8080")
                .doesNotContainKey("SPILLWAY_WORKER_ID");
    }

    private static Pool withEnvironment(Map<String, String> environment) {
        return Rendered.pool(
                "media", "local", Engine.DIRECT, 5, 30, ResourceProfile.STANDARD, environment);
    }

    @Test
    void aRegionIsHardAndLocalIsAnywhere() {
        Pool bank =
                Rendered.pool(
                        "bank", "ap-south-1", Engine.DIRECT, 1, 3, ResourceProfile.TINY, Map.of());
        List<NodeSelectorRequirement> required =
                pod(bank)
                        .getAffinity()
                        .getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms()
                        .getFirst()
                        .getMatchExpressions();

        assertThat(required)
                .containsExactly(
                        new NodeSelectorRequirement(
                                "topology.kubernetes.io/region", "In", List.of("ap-south-1")));
        assertThat(pod(MEDIA).getAffinity().getNodeAffinity()).isNull();
    }

    @Test
    void anHpaKeepsOneWorkerAndKedaMayKeepNone() {
        HorizontalPodAutoscaler hpa =
                Rendered.only(
                        HorizontalPodAutoscaler.class,
                        Rendered.dedicated(Rendered.pool("media", Engine.HPA, 0, 30)));
        GenericKubernetesResource keda =
                Rendered.only(
                        GenericKubernetesResource.class,
                        Rendered.dedicated(Rendered.pool("media", Engine.KEDA, 0, 30)));

        assertThat(hpa.getSpec().getMinReplicas()).isEqualTo(1);
        assertThat(keda.<Integer>get("spec", "minReplicaCount")).isZero();
    }

    @Test
    void aSharedPoolWithoutTenantsHasNoQueueToWatch() {
        HorizontalPodAutoscaler hpa =
                Rendered.only(
                        HorizontalPodAutoscaler.class,
                        empty(Rendered.pool("all", Engine.HPA, 1, 9)));
        GenericKubernetesResource keda =
                Rendered.only(
                        GenericKubernetesResource.class,
                        empty(Rendered.pool("all", Engine.KEDA, 1, 9)));

        assertThat(hpa.getSpec().getMetrics())
                .extracting("type")
                .containsExactly("Pods", "Pods", "Resource");
        assertThat(keda.<String>get("spec", "triggers", 0, "metadata", "query"))
                .isEqualTo("vector(0)");
    }

    private static List<HasMetadata> empty(Pool pool) {
        return Rendered.MANIFESTS.of(
                pool,
                Rendered.owner("Pool", pool.name()),
                Quota.forReplicas(1, pool.resources()),
                new Scaling(1, 9, List.of()));
    }

    @Test
    void anAutoscalerIsNotMadeUpFromTheDocument() {
        Pool pool = Rendered.pool("media", Engine.HPA, 5, 30);

        assertThatThrownBy(
                        () ->
                                Rendered.MANIFESTS.of(
                                        pool,
                                        Rendered.owner("Tenant", "media"),
                                        Quota.forReplicas(5, pool.resources())))
                .hasMessage(
                        "engine of pool media is HPA; its autoscaler must be told bounds and tenants");
    }

    @Test
    void aNameTooLongForANamespaceIsRefused() {
        assertThatThrownBy(
                        () ->
                                Rendered.dedicated(
                                        Rendered.pool("x".repeat(51), Engine.DIRECT, 1, 2)))
                .hasMessageContaining(
                        "in a cluster its name may have at most 50 characters, it has 51");
    }

    private static Deployment deployment(Pool pool) {
        return Rendered.only(Deployment.class, Rendered.dedicated(pool));
    }

    private static PodSpec pod(Pool pool) {
        return deployment(pool).getSpec().getTemplate().getSpec();
    }

    private static Container container(Pool pool) {
        return pod(pool).getContainers().getFirst();
    }
}
