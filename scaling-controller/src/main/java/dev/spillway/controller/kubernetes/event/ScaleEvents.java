package dev.spillway.controller.kubernetes.event;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A Kubernetes event for every change of a pool's size, with its reason. Events are for people:
 * when they pile up the oldest are dropped, and nothing waits for them.
 */
public final class ScaleEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScaleEvents.class);
    private static final int MOST_WAITING = 1000;
    private static final int LONGEST_MESSAGE = 1024;

    private final KubernetesClient client;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().daemon().name("events").factory(),
                    new ThreadPoolExecutor.DiscardOldestPolicy());

    public ScaleEvents(KubernetesClient client) {
        this.client = client;
    }

    /** Tells of a decision if it changes something. */
    public void decided(Decision decision) {
        if (decision.changesSomething()) {
            writer.execute(() -> write(event(decision)));
        }
    }

    static Event event(Decision decision) {
        String pool = decision.pool();
        String namespace = PoolManifests.namespaceOf(pool);
        boolean up = decision.to() > decision.from();
        String at = decision.at().toString();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(PoolManifests.WORKER + ".")
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(PoolManifests.WORKER)
                .withNamespace(namespace)
                .endInvolvedObject()
                .withType("Normal")
                .withReason(up ? "ScaledUp" : "ScaledDown")
                .withMessage(message(decision))
                .withNewSource()
                .withComponent(PoolManifests.FIELD_MANAGER)
                .endSource()
                .withFirstTimestamp(at)
                .withLastTimestamp(at)
                .withCount(1)
                .build();
    }

    private static String message(Decision decision) {
        String message =
                "from %d to %d workers: policy %s wants %s (%s), bound %s"
                        .formatted(
                                decision.from(),
                                decision.to(),
                                decision.live().policy(),
                                decision.live().wanted().map(String::valueOf).orElse("nothing"),
                                decision.live().reason(),
                                decision.live().bound());
        return message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE);
    }

    private void write(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debug("an event could not be written: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
