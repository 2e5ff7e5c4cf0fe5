package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.reconcile.Owners;
import dev.spillway.controller.yaml.Document;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Tenants and Pools that pools come from: a pool of its own has its Tenant's name, a shared one
 * its Pool's, and no name is both.
 */
public final class ResourceOwners implements Owners {

    /** Keeps a resource until its workers have drained and its namespace is gone. */
    public static final String FINALIZER = "spillway.dev/drain";

    private static final List<Document.Kind> KINDS =
            List.of(Document.Kind.POOL, Document.Kind.TENANT);

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final ClusterCatalog catalog;
    private final CustomResources resources;

    public ResourceOwners(ClusterCatalog catalog, CustomResources resources) {
        this.catalog = catalog;
        this.resources = resources;
    }

    @Override
    public Optional<Owner> owner(String pool) {
        return named(pool)
                .filter(object -> !object.isMarkedForDeletion())
                .findFirst()
                .map(
                        object ->
                                new Owner(
                                        object.getKind(),
                                        object.getMetadata().getName(),
                                        object.getMetadata().getUid()));
    }

    @Override
    public void hold(Owner owner) {
        for (Document.Kind kind : KINDS) {
            ResourceId id = new ResourceId(kind, owner.name());
            catalog.find(id)
                    .filter(object -> kind.toString().equals(owner.kind()))
                    .filter(object -> !isHeld(object) && !object.isMarkedForDeletion())
                    .ifPresent(_ -> setHeld(id, true));
        }
    }

    @Override
    public void release(String pool) {
        for (Document.Kind kind : KINDS) {
            ResourceId id = new ResourceId(kind, pool);
            catalog.find(id)
                    .filter(object -> isHeld(object) && object.isMarkedForDeletion())
                    .ifPresent(_ -> setHeld(id, false));
        }
    }

    /** Every pool whose resource is being deleted and waits for us. */
    public List<String> leaving() {
        return KINDS.stream()
                .flatMap(kind -> catalog.all(kind).stream())
                .filter(object -> isHeld(object) && object.isMarkedForDeletion())
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    /** Every Pool and Tenant that has an annotation. */
    List<GenericKubernetesResource> annotated(String annotation) {
        return KINDS.stream()
                .flatMap(kind -> catalog.all(kind).stream())
                .filter(object -> hasAnnotation(object, annotation))
                .toList();
    }

    private static boolean hasAnnotation(GenericKubernetesResource object, String annotation) {
        return object.getMetadata().getAnnotations() != null
                && object.getMetadata().getAnnotations().containsKey(annotation);
    }

    void removeAnnotation(String pool, String annotation) {
        String patch = "{\"metadata\":{\"annotations\":{\"%s\":null}}}".formatted(annotation);
        for (Document.Kind kind : KINDS) {
            ResourceId id = new ResourceId(kind, pool);
            catalog.find(id)
                    .filter(object -> hasAnnotation(object, annotation))
                    .ifPresent(
                            _ -> {
                                var _ = resources.one(id).patch(MERGE, patch);
                            });
        }
    }

    private Stream<GenericKubernetesResource> named(String name) {
        return KINDS.stream()
                .map(kind -> new ResourceId(kind, name))
                .flatMap(id -> catalog.find(id).stream());
    }

    private static boolean isHeld(GenericKubernetesResource object) {
        return object.getMetadata().getFinalizers().contains(FINALIZER);
    }

    /** Edits the version that the server has, so that other finalizers are not lost. */
    private void setHeld(ResourceId id, boolean held) {
        var _ =
                resources
                        .one(id)
                        .edit(
                                current -> {
                                    ObjectMeta metadata = current.getMetadata();
                                    List<String> finalizers =
                                            new ArrayList<>(metadata.getFinalizers());
                                    finalizers.remove(FINALIZER);
                                    if (held) {
                                        finalizers.add(FINALIZER);
                                    }
                                    metadata.setFinalizers(finalizers);
                                    return current;
                                });
    }
}
