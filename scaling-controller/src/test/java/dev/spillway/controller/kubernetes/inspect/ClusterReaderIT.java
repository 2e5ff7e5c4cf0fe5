package dev.spillway.controller.kubernetes.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.spillway.controller.doctor.snapshot.Gap;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

final class ClusterReaderIT {

    private static final ResourceDefinitionContext TENANTS =
            new ResourceDefinitionContext.Builder()
                    .withGroup("spillway.dev")
                    .withVersion("v1alpha1")
                    .withKind("Tenant")
                    .withPlural("tenants")
                    .withNamespaced(false)
                    .build();

    private final FakeCluster cluster = new FakeCluster();
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void readsPendingPodsWorkloadsAndCustomResources() {
        client.resource(pod("shop", "waits", "Pending")).create();
        client.resource(pod("shop", "runs", "Running")).create();
        client.resource(deployment("shop")).create();
        client.resource(new NodeBuilder().withNewMetadata().withName("a").endMetadata().build())
                .create();
        client.genericKubernetesResources(TENANTS)
                .resource(
                        new GenericKubernetesResourceBuilder()
                                .withApiVersion("spillway.dev/v1alpha1")
                                .withKind("Tenant")
                                .withNewMetadata()
                                .withName("media")
                                .endMetadata()
                                .build())
                .create();

        Snapshot snapshot = read(new Scope.AllButKubernetes());

        assertThat(snapshot.list(Resource.PENDING_PODS))
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("waits");
        assertThat(snapshot.workloads())
                .extracting(each -> each.subject().toString())
                .containsExactly("Deployment shop/web");
        assertThat(snapshot.list(Resource.NODES)).hasSize(1);
        assertThat(snapshot.list(Resource.TENANTS))
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("media");
        assertThat(snapshot.apiGroups()).contains("apps", "spillway.dev");
        assertThat(snapshot.gaps()).isEmpty();
    }

    @Test
    void leavesOutKubernetesOwnNamespacesUnlessAsked() {
        List.of("shop", "kube-system")
                .forEach(namespace -> client.resource(deployment(namespace)).create());

        assertThat(namespaces(new Scope.AllButKubernetes())).containsExactly("shop");
        assertThat(namespaces(new Scope.All())).containsExactlyInAnyOrder("shop", "kube-system");
        assertThat(namespaces(new Scope.One("kube-system"))).containsExactly("kube-system");
    }

    private List<String> namespaces(Scope scope) {
        return read(scope).workloads().stream().map(each -> each.namespace()).toList();
    }

    @Test
    void notesWhatItMayNotReadAndReadsTheRest() {
        client.resource(deployment("shop")).create();
        cluster.answer("/poddisruptionbudgets", 403);
        cluster.answer("/nodes", 500);

        Snapshot snapshot = read(new Scope.One("shop"));

        assertThat(snapshot.gaps())
                .extracting(gap -> gap.resource().plural(), Gap::namespace, Gap::cause)
                .containsExactlyInAnyOrder(
                        tuple(
                                "poddisruptionbudgets", "shop", Gap.Cause.FORBIDDEN),
                        tuple("nodes", "", Gap.Cause.FAILED));
        assertThat(snapshot.knows(Resource.BUDGETS)).isFalse();
        assertThat(snapshot.workloads()).hasSize(1);
    }

    @Test
    void takesAMissingApiForNoObjects() {
        cluster.answer("/apis/keda.sh", 404);

        Snapshot snapshot = read(new Scope.All());

        assertThat(snapshot.list(Resource.SCALED_OBJECTS)).isEmpty();
        assertThat(snapshot.knows(Resource.SCALED_OBJECTS)).isTrue();
        assertThat(snapshot.gaps()).isEmpty();
    }

    @Test
    void failsWhenItMayNotSeeTheApisAtAll() {
        cluster.answer("/apis", 401);

        assertThatThrownBy(() -> read(new Scope.All()))
                .isInstanceOf(KubernetesClientException.class)
                .extracting(e -> ((KubernetesClientException) e).getCode())
                .isEqualTo(401);
    }

    private Snapshot read(Scope scope) {
        return new ClusterReader(client, scope).read();
    }

    private static Pod pod(String namespace, String name, String phase) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }

    private static Deployment deployment(String namespace) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("x")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
