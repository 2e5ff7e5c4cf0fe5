package dev.spillway.controller.doctor.snapshot;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import java.util.List;

/**
 * A kind of object that is looked at.
 *
 * @param type how it is held
 * @param group of its API; empty for the core
 * @param plural as in addresses
 */
public record Resource<T extends HasMetadata>(
        Class<T> type,
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced) {

    public static final Resource<Node> NODES =
            new Resource<>(Node.class, "", "v1", "Node", "nodes", false);
    public static final Resource<APIService> API_SERVICES =
            new Resource<>(
                    APIService.class,
                    "apiregistration.k8s.io",
                    "v1",
                    "APIService",
                    "apiservices",
                    false);
    public static final Resource<GenericKubernetesResource> TENANTS =
            custom("spillway.dev", "v1alpha1", "Tenant", "tenants", false);
    public static final Resource<GenericKubernetesResource> POOLS =
            custom("spillway.dev", "v1alpha1", "Pool", "pools", false);

    /** Those that do not run yet. */
    public static final Resource<Pod> PENDING_PODS =
            new Resource<>(Pod.class, "", "v1", "Pod", "pods", true);

    public static final Resource<Service> SERVICES =
            new Resource<>(Service.class, "", "v1", "Service", "services", true);
    public static final Resource<ResourceQuota> QUOTAS =
            new Resource<>(ResourceQuota.class, "", "v1", "ResourceQuota", "resourcequotas", true);
    public static final Resource<LimitRange> LIMIT_RANGES =
            new Resource<>(LimitRange.class, "", "v1", "LimitRange", "limitranges", true);
    public static final Resource<Deployment> DEPLOYMENTS =
            new Resource<>(Deployment.class, "apps", "v1", "Deployment", "deployments", true);
    public static final Resource<StatefulSet> STATEFUL_SETS =
            new Resource<>(StatefulSet.class, "apps", "v1", "StatefulSet", "statefulsets", true);
    public static final Resource<DaemonSet> DAEMON_SETS =
            new Resource<>(DaemonSet.class, "apps", "v1", "DaemonSet", "daemonsets", true);
    public static final Resource<HorizontalPodAutoscaler> HORIZONTAL_AUTOSCALERS =
            new Resource<>(
                    HorizontalPodAutoscaler.class,
                    "autoscaling",
                    "v2",
                    "HorizontalPodAutoscaler",
                    "horizontalpodautoscalers",
                    true);
    public static final Resource<GenericKubernetesResource> VERTICAL_AUTOSCALERS =
            custom(
                    "autoscaling.k8s.io",
                    "v1",
                    "VerticalPodAutoscaler",
                    "verticalpodautoscalers",
                    true);
    public static final Resource<GenericKubernetesResource> SCALED_OBJECTS =
            custom("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects", true);
    public static final Resource<PodDisruptionBudget> BUDGETS =
            new Resource<>(
                    PodDisruptionBudget.class,
                    "policy",
                    "v1",
                    "PodDisruptionBudget",
                    "poddisruptionbudgets",
                    true);

    public static final List<Resource<?>> ALL =
            List.of(
                    NODES,
                    API_SERVICES,
                    TENANTS,
                    POOLS,
                    PENDING_PODS,
                    SERVICES,
                    QUOTAS,
                    LIMIT_RANGES,
                    DEPLOYMENTS,
                    STATEFUL_SETS,
                    DAEMON_SETS,
                    HORIZONTAL_AUTOSCALERS,
                    VERTICAL_AUTOSCALERS,
                    SCALED_OBJECTS,
                    BUDGETS);

    private static Resource<GenericKubernetesResource> custom(
            String group, String version, String kind, String plural, boolean namespaced) {
        return new Resource<>(
                GenericKubernetesResource.class, group, version, kind, plural, namespaced);
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As rights are written. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
