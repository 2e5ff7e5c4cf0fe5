package dev.spillway.controller.kubernetes.event;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A Kubernetes event for every change of a pool's size, with its reason. Events are for people:
 * when they pile up the oldest are dropped, and nothing waits for them.
 */
public final class ScaleEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScaleEvents.class);
    private static final int MOST_WAITING = 1000;
    private static final int LONGEST_MESSAGE = 1024;

    /** Where events about what has no namespace belong. */
    private static final String NAMESPACE = "default";

    private final KubernetesClient client;
    private final Function<String, Optional<Owner>> owners;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().daemon().name("events").factory(),
                    new ThreadPoolExecutor.DiscardOldestPolicy());

    /**
     * Begins with nothing to say.
     *
     * @param owners the custom resources that pools come from
     */
    public ScaleEvents(KubernetesClient client, Function<String, Optional<Owner>> owners) {
        this.client = client;
        this.owners = owners;
    }

    /** Tells of a decision if it changes something. */
    public void decided(Decision decision) {
        if (decision.changesSomething()) {
            owners.apply(decision.pool())
                    .ifPresent(owner -> writer.execute(() -> write(event(decision, owner))));
        }
    }

    static Event event(Decision decision, Owner owner) {
        boolean up = decision.to() > decision.from();
        String at = decision.at().toString();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(owner.name() + ".")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(Owner.API_VERSION)
                .withKind(owner.kind())
                .withName(owner.name())
                .withUid(owner.uid())
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
