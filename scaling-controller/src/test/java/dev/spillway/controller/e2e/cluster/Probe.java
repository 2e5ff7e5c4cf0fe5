package dev.spillway.controller.e2e.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether workers become ready here at all: found out once, with a tenant made for it. */
final class Probe {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TENANT = "e2e-probe";

    private final KubernetesClient client;
    private @Nullable String lacks;

    Probe(KubernetesClient client) {
        this.client = client;
    }

    synchronized Optional<String> lacks() {
        if (lacks == null) {
            lacks = find().orElse("");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(lacks);
    }

    private Optional<String> find() {
        String document =
                """
                apiVersion: spillway.dev/v1alpha1
                kind: Tenant
                metadata: {name: %s}
                spec:
                  tier: free
                  autoscaling: {minReplicas: 1, maxReplicas: 1, resources: tiny}
                """
                        .formatted(TENANT);
        client.resource(document).fieldManager("spillway-e2e").serverSideApply();
        boolean ready =
                Await.within(PATIENCE, () -> pods().stream().anyMatch(Readiness::isPodReady));
        Optional<String> missing =
                ready
                        ? Optional.empty()
                        : Optional.of(
                                "workers that become ready; of the first, after %d s: %s"
                                        .formatted(PATIENCE.toSeconds(), seen()));
        client.resource(document).delete();
        return missing;
    }

    private String seen() {
        return pods().stream().map(Probe::seen).findFirst().orElse("there is no pod");
    }

    private static String seen(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(state -> state.getWaiting() != null)
                .map(state -> state.getWaiting().getReason())
                .findFirst()
                .orElse("phase " + pod.getStatus().getPhase());
    }

    private List<Pod> pods() {
        return client.pods().inNamespace("spillway-" + TENANT).list().getItems();
    }
}
