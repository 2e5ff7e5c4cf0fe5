package dev.spillway.controller.e2e;

import dev.spillway.controller.e2e.cluster.Await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.List;
import java.util.Map;

/** What the status of a tenant's pool says. */
final class Conditions {

    private Conditions() {}

    /** Waits until the condition has that status; returns its message. */
    static String await(Platform platform, TenantDocument tenant, String type, String status) {
        return await(platform, tenant, type, status, "");
    }

    /** Waits until it has that status with a message of that kind. */
    static String await(
            Platform platform, TenantDocument tenant, String type, String status, String message) {
        return Await.value(
                "%s %s=%s".formatted(tenant.pool(), type, status),
                () ->
                        of(platform.client(), tenant).stream()
                                .filter(each -> type.equals(each.get("type")))
                                .filter(each -> status.equals(each.get("status")))
                                .map(each -> String.valueOf(each.get("message")))
                                .filter(said -> said.contains(message))
                                .findFirst());
    }

    private static List<Map<?, ?>> of(KubernetesClient client, TenantDocument tenant) {
        GenericKubernetesResource there =
                client.genericKubernetesResources(
                                "spillway.dev/v1alpha1",
                                tenant.pool().equals(tenant.name()) ? "Tenant" : "Pool")
                        .withName(tenant.pool())
                        .get();
        return there != null
                        && there.getAdditionalProperties().get("status") instanceof Map<?, ?> status
                        && status.get("conditions") instanceof List<?> conditions
                ? conditions.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList()
                : List.of();
    }
}
