package dev.spillway.controller.kubernetes.lead;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.stream.Stream;

/**
 * A label on the pod of the controller that leads, so that a Service can send those who ask to the
 * one that knows. The Lease decides who leads; the label only tells it.
 */
public final class LeaderLabel {

    public static final String LABEL = "spillway.dev/leads";

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLabel.class);
    private static final String YES = "true";

    private final KubernetesClient client;
    private final String namespace;
    private final String identity;

    /**
     * Changes nothing yet.
     *
     * @param identity the name of our pod
     */
    public LeaderLabel(KubernetesClient client, String namespace, String identity) {
        this.client = client;
        this.namespace = namespace;
        this.identity = identity;
    }

    /** We lead: the label is ours alone, whoever had it before and could not take it off. */
    public void put() {
        attempt(
                () -> {
                    others().forEach(pod -> set(pod.getMetadata().getName(), "null"));
                    set(identity, '"' + YES + '"');
                });
    }

    /** We do not lead. A pod whose container was started anew still has what it had. */
    public void takeOff() {
        attempt(() -> set(identity, "null"));
    }

    private Stream<Pod> others() {
        return client.pods().inNamespace(namespace).withLabel(LABEL, YES).list().getItems().stream()
                .filter(pod -> !pod.getMetadata().getName().equals(identity));
    }

    private void set(String pod, String value) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"%s\":%s}}}".formatted(LABEL, value));
    }

    private void attempt(Runnable change) {
        try {
            change.run();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "label {} could not be written on pod {}; whoever asks through a Service may ask the wrong controller ({})",
                    LABEL,
                    identity,
                    e.getMessage());
        }
    }
}
