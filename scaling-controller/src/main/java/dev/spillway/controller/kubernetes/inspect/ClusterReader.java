package dev.spillway.controller.kubernetes.inspect;

import dev.spillway.controller.doctor.snapshot.Gap;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a cluster as far as it may; what it may not is noted. */
public final class ClusterReader {

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    private final KubernetesClient client;
    private final Scope scope;

    public ClusterReader(KubernetesClient client, Scope scope) {
        this.client = client;
        this.scope = scope;
    }

    /**
     * What there is.
     *
     * @throws KubernetesClientException if the API server does not answer, or not to us
     */
    public Snapshot read() {
        Set<String> groups =
                client.getApiGroups().getGroups().stream()
                        .map(APIGroup::getName)
                        .collect(Collectors.toSet());
        Map<Resource<?>, List<? extends HasMetadata>> found = new HashMap<>();
        List<Gap> gaps = new ArrayList<>();
        for (Resource<?> resource : Resource.ALL) {
            try {
                found.put(resource, list(resource));
            } catch (KubernetesClientException e) {
                // A kind whose API is not installed has no objects; that it is missing is told.
                if (e.getCode() != NOT_FOUND) {
                    gaps.add(gap(resource, e));
                }
            }
        }
        return new Snapshot(groups, found, gaps);
    }

    private List<? extends HasMetadata> list(Resource<?> resource) {
        return resource.type().equals(GenericKubernetesResource.class)
                ? list(resource, client.genericKubernetesResources(custom(resource)))
                : list(resource, client.resources(resource.type()));
    }

    private static ResourceDefinitionContext custom(Resource<?> resource) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(resource.group())
                .withVersion(resource.version())
                .withKind(resource.kind())
                .withPlural(resource.plural())
                .withNamespaced(resource.namespaced())
                .build();
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            Resource<?> resource, MixedOperation<T, L, ?> all) {
        FilterWatchListDeletable<T, L, ?> asked = all;
        if (resource.namespaced()) {
            asked =
                    scope.namespace().isEmpty()
                            ? all.inAnyNamespace()
                            : all.inNamespace(scope.namespace());
        }
        if (resource.equals(Resource.PENDING_PODS)) {
            asked = asked.withField("status.phase", "Pending");
        }
        return asked.list().getItems().stream()
                .filter(
                        each ->
                                !resource.namespaced()
                                        || scope.includes(each.getMetadata().getNamespace()))
                .toList();
    }

    private Gap gap(Resource<?> resource, KubernetesClientException e) {
        return new Gap(
                resource,
                resource.namespaced() ? scope.namespace() : "",
                e.getCode() == FORBIDDEN ? Gap.Cause.FORBIDDEN : Gap.Cause.FAILED,
                String.valueOf(e.getMessage()));
    }
}
