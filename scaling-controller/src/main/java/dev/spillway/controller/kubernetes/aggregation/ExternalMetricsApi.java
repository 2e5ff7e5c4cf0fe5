package dev.spillway.controller.kubernetes.aggregation;

import dev.spillway.controller.kubernetes.manifest.PoolManifests;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.ServiceReference;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The APIService of the External Metrics API. A cluster has one; who holds it keeps it. It is owned
 * by the role that allows us to make it: with the role it goes, whatever becomes of us, since an
 * API that nobody answers keeps every namespace from being deleted.
 */
final class ExternalMetricsApi {

    static final String NAME = "v1beta1.external.metrics.k8s.io";

    /** The ClusterRole that comes with the component. */
    static final String ROLE = "spillway-external-metrics";

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final int PRIORITY = 100;

    private final KubernetesClient client;
    private final ServedBy us;

    ExternalMetricsApi(KubernetesClient client, ServedBy us) {
        this.client = client;
        this.us = us;
    }

    /** Registers us, or keeps us registered, unless another server is. */
    Registration keep() {
        APIService there = client.apiServices().withName(NAME).get();
        if (there == null) {
            client.resource(wanted()).create();
            return new Registration.Ours();
        }
        if (!isOurs(there)) {
            return new Registration.Held(holder(there));
        }
        if (!certificate().equals(there.getSpec().getCaBundle())
                || !Integer.valueOf(us.port()).equals(there.getSpec().getService().getPort())) {
            // Another controller made it, or this one before it was started anew.
            client.resource(new APIServiceBuilder(there).withSpec(wanted().getSpec()).build())
                    .update();
            return new Registration.Ours();
        }
        return unreachable(there)
                .<Registration>map(Registration.Unreachable::new)
                .orElseGet(Registration.Ours::new);
    }

    /** Removes what this controller registered, unless another one has taken over since. */
    void remove() {
        APIService there = client.apiServices().withName(NAME).get();
        if (there != null && isOurs(there) && certificate().equals(there.getSpec().getCaBundle())) {
            client.resource(there)
                    .lockResourceVersion(there.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    private APIService wanted() {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withLabels(
                        Map.of(
                                "app.kubernetes.io/name",
                                "scaling-controller",
                                "app.kubernetes.io/component",
                                "controller",
                                "app.kubernetes.io/part-of",
                                "spillway",
                                MANAGED_BY,
                                PoolManifests.FIELD_MANAGER))
                .withOwnerReferences(owner())
                .endMetadata()
                .withNewSpec()
                .withGroup("external.metrics.k8s.io")
                .withVersion("v1beta1")
                .withGroupPriorityMinimum(PRIORITY)
                .withVersionPriority(PRIORITY)
                .withNewService()
                .withNamespace(us.namespace())
                .withName(us.service())
                .withPort(us.port())
                .endService()
                .withCaBundle(certificate())
                .endSpec()
                .build();
    }

    private List<OwnerReference> owner() {
        return Optional.ofNullable(client.rbac().clusterRoles().withName(ROLE).get()).stream()
                .map(
                        role ->
                                new OwnerReferenceBuilder()
                                        .withApiVersion("rbac.authorization.k8s.io/v1")
                                        .withKind("ClusterRole")
                                        .withName(ROLE)
                                        .withUid(role.getMetadata().getUid())
                                        .build())
                .toList();
    }

    private String certificate() {
        return Base64.getEncoder()
                .encodeToString(us.certificate().getBytes(StandardCharsets.US_ASCII));
    }

    private boolean isOurs(APIService api) {
        Map<String, String> labels = api.getMetadata().getLabels();
        ServiceReference service = api.getSpec().getService();
        return labels != null
                && PoolManifests.FIELD_MANAGER.equals(labels.get(MANAGED_BY))
                && service != null
                && us.namespace().equals(service.getNamespace())
                && us.service().equals(service.getName());
    }

    private static String holder(APIService api) {
        @Nullable ServiceReference service = api.getSpec().getService();
        return service == null
                ? "the API server itself"
                : "Service %s/%s".formatted(service.getNamespace(), service.getName());
    }

    private static Optional<String> unreachable(APIService api) {
        if (api.getStatus() == null) {
            return Optional.empty();
        }
        return api.getStatus().getConditions().stream()
                .filter(condition -> "Available".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .findFirst()
                .map(APIServiceCondition::getMessage);
    }
}
