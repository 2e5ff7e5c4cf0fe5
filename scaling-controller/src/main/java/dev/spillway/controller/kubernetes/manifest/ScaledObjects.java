package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.Pool;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ScaledObject of a pool that leaves its size to KEDA. */
final class ScaledObjects {

    private static final int POLLING_SECONDS = 15;
    private static final int COOLDOWN_SECONDS = 60;

    private ScaledObjects() {}

    static GenericKubernetesResource of(
            Identity identity, Pool pool, Scaling scaling, ManifestSettings settings) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("scaleTargetRef", Map.of("name", PoolManifests.WORKER));
        spec.put("pollingInterval", POLLING_SECONDS);
        spec.put("cooldownPeriod", COOLDOWN_SECONDS);
        spec.put("minReplicaCount", scaling.minReplicas());
        spec.put("maxReplicaCount", scaling.maxReplicas());
        HorizontalPodAutoscalerBehavior pace =
                settings.externalScaler().isPresent()
                        ? Pace.atOnce(scaling.maxReplicas())
                        : Pace.of(pool.behavior());
        spec.put(
                "advanced",
                Map.of("horizontalPodAutoscalerConfig", Map.of("behavior", behavior(pace))));
        spec.put(
                "triggers",
                List.of(
                        settings.externalScaler()
                                .map(address -> decision(pool, address))
                                .orElseGet(() -> queue(pool, scaling, settings.prometheusUrl()))));
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("keda.sh/v1alpha1")
                .withKind("ScaledObject")
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    /** The controller's own decision, with the first worker asked for at once. */
    private static Map<String, Object> decision(Pool pool, String address) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("scalerAddress", address);
        metadata.put("pool", pool.name());
        return trigger("external-push", metadata);
    }

    private static Map<String, Object> trigger(String type, Map<String, Object> metadata) {
        Map<String, Object> trigger = new LinkedHashMap<>();
        trigger.put("type", type);
        trigger.put("metricType", "AverageValue");
        trigger.put("metadata", metadata);
        return trigger;
    }

    private static Map<String, Object> queue(Pool pool, Scaling scaling, String prometheusUrl) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("serverAddress", prometheusUrl);
        metadata.put("query", query(scaling.tenants()));
        metadata.put("threshold", Integer.toString(pool.targetQueueDepth()));
        // No series is no news; taken for an empty queue, it would scale down.
        metadata.put("ignoreNullValues", "false");
        return trigger("prometheus", metadata);
    }

    /** Every router exports the same queues. */
    private static String query(List<String> tenants) {
        return tenants.isEmpty()
                ? "vector(0)"
                : "sum(max by (tenant) (%s{tenant=~\"%s\"}))"
                        .formatted(Autoscalers.QUEUE_DEPTH, String.join("|", tenants));
    }

    private static Map<String, Object> behavior(HorizontalPodAutoscalerBehavior behavior) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("scaleUp", rules(behavior.getScaleUp()));
        both.put("scaleDown", rules(behavior.getScaleDown()));
        return both;
    }

    private static Map<String, Object> rules(HPAScalingRules rules) {
        List<Map<String, Object>> policies =
                rules.getPolicies().stream()
                        .map(
                                policy -> {
                                    Map<String, Object> fields = new LinkedHashMap<>();
                                    fields.put("type", policy.getType());
                                    fields.put("value", policy.getValue());
                                    fields.put("periodSeconds", policy.getPeriodSeconds());
                                    return fields;
                                })
                        .toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stabilizationWindowSeconds", rules.getStabilizationWindowSeconds());
        fields.put("selectPolicy", rules.getSelectPolicy());
        fields.put("policies", policies);
        return fields;
    }
}
