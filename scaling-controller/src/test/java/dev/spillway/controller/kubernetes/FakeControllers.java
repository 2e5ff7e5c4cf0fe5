package dev.spillway.controller.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What controller manager, scheduler and kubelet would do, one step at a time: quotas become known
 * to admission, Deployments get their pods if the quota admits them, pods become ready or end.
 */
public final class FakeControllers {

    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

    private final KubernetesClient client;
    private int named;
    private int refused;

    public FakeControllers(KubernetesClient client) {
        this.client = client;
    }

    /** Pods that a quota did not admit. */
    public int refused() {
        return refused;
    }

    /** Everything there is to do at once. */
    public void step(Instant now) {
        knowQuotas();
        runDeployments(now);
        endNamespaces();
    }

    /** Admission learns what quotas say. */
    public void knowQuotas() {
        for (ResourceQuota quota : client.resourceQuotas().inAnyNamespace().list().getItems()) {
            if (quota.getStatus() == null
                    || !quota.getSpec().getHard().equals(quota.getStatus().getHard())) {
                client.resource(
                                new ResourceQuotaBuilder(quota)
                                        .withStatus(
                                                new ResourceQuotaStatusBuilder()
                                                        .withHard(quota.getSpec().getHard())
                                                        .build())
                                        .build())
                        .updateStatus();
            }
        }
    }

    /** Pods come and become ready at once; those too many end at once. */
    public void runDeployments(Instant now) {
        for (Deployment each : client.apps().deployments().inAnyNamespace().list().getItems()) {
            String namespace = each.getMetadata().getNamespace();
            List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
            int replicas = each.getSpec().getReplicas() == null ? 1 : each.getSpec().getReplicas();
            for (int i = pods.size(); i < replicas; i++) {
                create(each, i, now);
            }
            pods.stream()
                    .sorted(Comparator.comparingInt(FakeControllers::cost))
                    .limit(Math.max(0, pods.size() - replicas))
                    .forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
        }
    }

    private static int cost(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? 0 : Integer.parseInt(annotations.getOrDefault(COST, "0"));
    }

    private void create(Deployment deployment, int there, Instant now) {
        String namespace = deployment.getMetadata().getNamespace();
        if (there >= admitted(namespace)) {
            refused++;
            return;
        }
        named++;
        client.resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName("rag-worker-" + named)
                                .withNamespace(namespace)
                                .withLabels(
                                        deployment
                                                .getSpec()
                                                .getTemplate()
                                                .getMetadata()
                                                .getLabels())
                                .endMetadata()
                                .withSpec(deployment.getSpec().getTemplate().getSpec())
                                .withNewStatus()
                                .withPhase("Running")
                                .addNewCondition()
                                .withType("Ready")
                                .withStatus("True")
                                .withLastTransitionTime(now.toString())
                                .endCondition()
                                .endStatus()
                                .build())
                .create();
    }

    private int admitted(String namespace) {
        return client.resourceQuotas().inNamespace(namespace).list().getItems().stream()
                .mapToInt(FakeControllers::admitted)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static int admitted(ResourceQuota quota) {
        Quantity pods = quota.getStatus() == null ? null : quota.getStatus().getHard().get("pods");
        return pods == null ? 0 : pods.getNumericalAmount().intValue();
    }

    /** The mock server deletes a namespace alone; what is in it must go as well. */
    private void endNamespaces() {
        List<String> names =
                client.namespaces().list().getItems().stream()
                        .map(Namespace::getMetadata)
                        .map(metadata -> metadata.getName())
                        .toList();
        client.apps().deployments().inAnyNamespace().list().getItems().stream()
                .filter(each -> !names.contains(each.getMetadata().getNamespace()))
                .forEach(each -> client.resource(each).delete());
        client.resourceQuotas().inAnyNamespace().list().getItems().stream()
                .filter(each -> !names.contains(each.getMetadata().getNamespace()))
                .forEach(each -> client.resource(each).delete());
    }
}
