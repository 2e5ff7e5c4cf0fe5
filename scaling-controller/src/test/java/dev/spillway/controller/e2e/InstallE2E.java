package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;
import dev.spillway.controller.e2e.cluster.Rest;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@EndToEnd
final class InstallE2E {

    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    @Test
    @Needs(Need.READY_WORKERS)
    void aTenantBecomesReadyUnderPodSecurityRestricted(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("install");
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(1, tenant);

            for (String namespace : List.of(cluster.namespace(), tenant.namespace())) {
                assertThat(
                                cluster.client()
                                        .namespaces()
                                        .withName(namespace)
                                        .get()
                                        .getMetadata()
                                        .getLabels())
                        .containsEntry(ENFORCE, "restricted");
            }
            assertThat(objects(cluster, tenant))
                    .containsKeys(
                            "ResourceQuota/spillway",
                            "LimitRange/spillway",
                            "NetworkPolicy/default-deny",
                            "NetworkPolicy/rag-worker",
                            "ServiceAccount/rag-worker",
                            "Service/rag-worker",
                            "PodDisruptionBudget/rag-worker");
            assertThat(Conditions.await(platform, tenant, "Ready", "True"))
                    .isEqualTo("1 of 1 worker ready");
            assertThat(platform.rest().pool(tenant.name()))
                    .hasValueSatisfying(pool -> assertThat(pool.ready()).isEqualTo(1));
        }
    }

    @Test
    void whoStandsByDoesNotSpeakForTheLeader(ClusterUnderTest cluster) {
        HttpResponse<String> answer = new Rest(cluster).statusOfStandby();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"detail\":\"this controller only stands by;");
    }

    /** What an upgrade does that changes nothing. */
    @Test
    void theSameManifestsAgainChangeNothing(ClusterUnderTest cluster) {
        Map<String, String> before = generations(cluster);

        cluster.install();

        assertThat(generations(cluster)).isEqualTo(before).isNotEmpty();
    }

    private static Map<String, String> generations(ClusterUnderTest cluster) {
        Map<String, String> generations = new TreeMap<>();
        cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .list()
                .getItems()
                .forEach(each -> add(generations, each));
        cluster.client().rbac().clusterRoles().list().getItems().stream()
                .filter(role -> role.getMetadata().getName().startsWith("spillway"))
                .forEach(each -> add(generations, each));
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .forEach(each -> add(generations, each));
        return generations;
    }

    /** Of what has no generation, the version, which moves with every change. */
    private static void add(Map<String, String> generations, HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        generations.put(
                object.getKind() + "/" + object.getMetadata().getName(),
                generation == null
                        ? object.getMetadata().getResourceVersion()
                        : generation.toString());
    }

    static Map<String, HasMetadata> objects(ClusterUnderTest cluster, TenantDocument tenant) {
        var client = cluster.client();
        String namespace = tenant.namespace();
        Map<String, HasMetadata> objects = new TreeMap<>();
        List.of(
                        client.resourceQuotas().inNamespace(namespace).list(),
                        client.limitRanges().inNamespace(namespace).list(),
                        client.network().networkPolicies().inNamespace(namespace).list(),
                        client.serviceAccounts().inNamespace(namespace).list(),
                        client.services().inNamespace(namespace).list(),
                        client.policy().v1().podDisruptionBudget().inNamespace(namespace).list())
                .forEach(
                        list ->
                                list.getItems()
                                        .forEach(
                                                each ->
                                                        objects.put(
                                                                each.getKind()
                                                                        + "/"
                                                                        + each.getMetadata()
                                                                                .getName(),
                                                                each)));
        return objects;
    }
}
