package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.kubernetes.manifest.PoolManifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes objects by server-side apply: once when they are new or shall be different, and again when
 * somebody else changed or removed them. An object of the same name that is not ours is left alone.
 */
final class Applier {

    /** An object of that name is there and is not ours. */
    static final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ConflictException(String message) {
            super(message);
        }
    }

    /** What was asked for, what came of it, and the version that it got. */
    private record Written(JsonNode asked, JsonNode became, String version) {}

    private static final String SCALED_OBJECT = "ScaledObject";
    private static final ResourceDefinitionContext SCALED_OBJECTS =
            new ResourceDefinitionContext.Builder()
                    .withGroup("keda.sh")
                    .withVersion("v1alpha1")
                    .withKind(SCALED_OBJECT)
                    .withPlural("scaledobjects")
                    .withNamespaced(true)
                    .build();

    private final KubernetesClient client;
    private final OwnedObjects owned;
    private final KubernetesSerialization serialization;
    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    private final Set<String> unscaled = ConcurrentHashMap.newKeySet();

    Applier(KubernetesClient client, OwnedObjects owned) {
        this.client = client;
        this.owned = owned;
        this.serialization = client.getKubernetesSerialization();
    }

    /** Writes an object unless one of the same name is somebody else's; returns what it became. */
    HasMetadata ensure(HasMetadata wanted) {
        if (owned.like(wanted).isEmpty()) {
            requireOurs(wanted);
        }
        return write(wanted);
    }

    /** Whether an object has to be written: it shall be different, or somebody changed it. */
    boolean differs(HasMetadata wanted) {
        Written last = written.get(key(wanted));
        return last == null
                || !last.asked().equals(tree(wanted))
                || !owned.like(wanted)
                        .map(object -> isUntouched(object, last))
                        .orElse(!owned.watches(wanted));
    }

    /** Writes an object whatever is there, and returns what it became. */
    HasMetadata write(HasMetadata wanted) {
        HasMetadata became =
                client.resource(wanted)
                        .fieldManager(Owned.CONTROLLER)
                        .forceConflicts()
                        .serverSideApply();
        written.put(
                key(wanted),
                new Written(
                        tree(wanted), essence(became), became.getMetadata().getResourceVersion()));
        return became;
    }

    /**
     * Removes what a pool needed once and no longer does: another engine's scaler. One of that name
     * only, for KEDA gives the autoscalers it makes our labels too.
     */
    void removeAllBut(List<HasMetadata> wanted, String pool) {
        boolean wantsAutoscaler =
                wanted.stream().anyMatch(HorizontalPodAutoscaler.class::isInstance);
        owned.of(HorizontalPodAutoscaler.class, pool).stream()
                .filter(there -> !wantsAutoscaler)
                .filter(there -> there.getMetadata().getName().equals(PoolManifests.WORKER))
                .forEach(there -> client.resource(there).delete());
        if (wanted.stream().anyMatch(object -> object.getKind().equals(SCALED_OBJECT))) {
            unscaled.remove(pool);
        } else if (unscaled.add(pool)) {
            removeScaledObject(pool);
        }
    }

    /** Nothing watches these, since most clusters do not know the kind. */
    private void removeScaledObject(String pool) {
        client.genericKubernetesResources(SCALED_OBJECTS)
                .inNamespace(PoolManifests.namespaceOf(pool))
                .withName(PoolManifests.WORKER)
                .delete();
    }

    /** Removes a pool's namespace with all that is in it; returns whether there still was one. */
    boolean removeNamespace(String pool) {
        List<Namespace> there = owned.of(Namespace.class, pool);
        there.stream()
                .filter(namespace -> namespace.getMetadata().getDeletionTimestamp() == null)
                .forEach(namespace -> client.resource(namespace).delete());
        return !there.isEmpty();
    }

    /** Whether an object is as we left it; an older state of it is only late news. */
    private boolean isUntouched(HasMetadata object, Written last) {
        return last.version().equals(object.getMetadata().getResourceVersion())
                || Version.isOlder(object, last.version())
                || essence(object).equals(last.became());
    }

    private void requireOurs(HasMetadata wanted) {
        HasMetadata found = client.resource(wanted).get();
        if (found != null && !Owned.pool(wanted).equals(Owned.pool(found))) {
            throw new ConflictException(
                    "%s exists and is not managed by %s for this pool; rename or remove it, or name the pool differently"
                            .formatted(name(wanted), Owned.CONTROLLER));
        }
    }

    /** Forgets a pool's objects, because they are gone. */
    void forget(String pool) {
        written.keySet().removeIf(key -> key.startsWith(pool + "/"));
        unscaled.remove(pool);
    }

    private static String key(HasMetadata object) {
        return "%s/%s".formatted(Owned.pool(object).orElse(""), name(object));
    }

    private static String name(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return "%s %s%s"
                .formatted(
                        object.getKind(),
                        namespace == null ? "" : namespace + "/",
                        object.getMetadata().getName());
    }

    /** An object without what the cluster itself writes, and without the size of its Deployment. */
    private JsonNode essence(HasMetadata object) {
        ObjectNode tree = (ObjectNode) tree(object);
        tree.remove("status");
        ObjectNode metadata = (ObjectNode) tree.get("metadata");
        metadata.remove("resourceVersion");
        metadata.remove("generation");
        metadata.remove("managedFields");
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove("deployment.kubernetes.io/revision");
        }
        if (tree.get("spec") instanceof ObjectNode spec) {
            spec.remove("replicas");
        }
        return tree;
    }

    private JsonNode tree(HasMetadata object) {
        return mapper.readTree(serialization.asJson(object));
    }
}
