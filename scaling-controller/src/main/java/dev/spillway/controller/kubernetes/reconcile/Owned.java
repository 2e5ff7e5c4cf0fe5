package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.kubernetes.manifest.PoolManifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

import java.util.Map;
import java.util.Optional;

/** The marks by which an object is known as ours. */
final class Owned {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String CONTROLLER = PoolManifests.FIELD_MANAGER;
    static final String POOL = PoolManifests.POOL_LABEL;

    private Owned() {}

    /** The pool that an object belongs to, if it is ours. */
    static Optional<String> pool(HasMetadata object) {
        Map<String, String> labels = labels(object.getMetadata());
        return CONTROLLER.equals(labels.get(MANAGED_BY))
                ? Optional.ofNullable(labels.get(POOL))
                : Optional.empty();
    }

    private static Map<String, String> labels(ObjectMeta metadata) {
        return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }
}
