package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.yaml.Document;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The five kinds of custom resources, as the API server knows them. */
public final class CustomResources {

    private static final String GROUP = Document.API_VERSION.split("/", 2)[0];
    private static final String VERSION = Document.API_VERSION.split("/", 2)[1];
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;

    public CustomResources(KubernetesClient client) {
        this.client = client;
    }

    /** All of one kind. */
    public MixedOperation<
                    GenericKubernetesResource,
                    GenericKubernetesResourceList,
                    Resource<GenericKubernetesResource>>
            of(Document.Kind kind) {
        return client.genericKubernetesResources(
                new ResourceDefinitionContext.Builder()
                        .withGroup(GROUP)
                        .withVersion(VERSION)
                        .withKind(kind.toString())
                        .withPlural(plural(kind))
                        .withNamespaced(false)
                        .build());
    }

    public Resource<GenericKubernetesResource> one(ResourceId id) {
        return of(id.kind()).withName(id.name());
    }

    /**
     * Sees that the API server knows all five kinds.
     *
     * @throws IllegalStateException of one line, where it does not
     */
    public void requireInstalled() {
        Set<String> installed = installed();
        List<String> missing =
                Arrays.stream(Document.Kind.values())
                        .map(CustomResources::plural)
                        .filter(plural -> !installed.contains(plural))
                        .map(plural -> plural + "." + GROUP)
                        .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the cluster at %s has no custom resource definition %s; install them with kubectl apply -k k8s/base/crds"
                            .formatted(client.getMasterUrl(), String.join(", ", missing)));
        }
    }

    private Set<String> installed() {
        try {
            return Optional.ofNullable(client.getApiResources(Document.API_VERSION))
                    .map(APIResourceList::getResources)
                    .orElse(List.of())
                    .stream()
                    .map(APIResource::getName)
                    .collect(Collectors.toSet());
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return Set.of();
            }
            throw new IllegalStateException(
                    "the cluster at %s does not say what resources it has: %s"
                            .formatted(client.getMasterUrl(), e.getMessage()),
                    e);
        }
    }

    private static String plural(Document.Kind kind) {
        return kind.toString().toLowerCase(Locale.ROOT) + "s";
    }
}
