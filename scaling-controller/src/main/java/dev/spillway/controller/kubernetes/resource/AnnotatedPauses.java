package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.pause.Pauses;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pauses that are kept elsewhere, and those that a Tenant or Pool asks for by an annotation; what a
 * person ordered last through the controller comes first.
 */
public final class AnnotatedPauses implements Pauses {

    /** The number of workers that a pool is held at while its resource has the annotation. */
    public static final String ANNOTATION = "spillway.dev/paused-replicas";

    private static final Logger LOG = LoggerFactory.getLogger(AnnotatedPauses.class);
    private static final String BY = "annotation";

    private final Pauses kept;
    private final ResourceOwners owners;
    private final Set<String> complained = new HashSet<>();

    public AnnotatedPauses(Pauses kept, ResourceOwners owners) {
        this.kept = kept;
        this.owners = owners;
    }

    @Override
    public Map<String, Pause> all() {
        Map<String, Pause> all = new HashMap<>();
        for (GenericKubernetesResource resource : owners.annotated(ANNOTATION)) {
            pause(resource).ifPresent(pause -> all.put(resource.getMetadata().getName(), pause));
        }
        all.putAll(kept.all());
        return all;
    }

    private Optional<Pause> pause(GenericKubernetesResource resource) {
        String name = resource.getKind() + "/" + resource.getMetadata().getName();
        String value = resource.getMetadata().getAnnotations().get(ANNOTATION);
        try {
            Pause pause =
                    new Pause(
                            Integer.parseInt(value),
                            Instant.parse(resource.getMetadata().getCreationTimestamp()),
                            BY,
                            "");
            complained.remove(name);
            return Optional.of(pause);
        } catch (IllegalArgumentException e) {
            if (complained.add(name)) {
                LOG.warn(
                        "{}: annotation {} is '{}'; allowed are whole numbers from 0 to {}; it is not paused",
                        name,
                        ANNOTATION,
                        value,
                        Pause.MOST_REPLICAS);
            }
            return Optional.empty();
        }
    }

    @Override
    public void put(String pool, Pause pause) {
        kept.put(pool, pause);
    }

    @Override
    public void remove(String pool) {
        kept.remove(pool);
        owners.removeAnnotation(pool, ANNOTATION);
    }
}
