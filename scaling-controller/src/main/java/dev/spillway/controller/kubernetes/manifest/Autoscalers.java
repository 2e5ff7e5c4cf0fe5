package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.Pool;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;

import java.util.ArrayList;
import java.util.List;

/** The HorizontalPodAutoscaler of a pool that leaves its size to one. */
final class Autoscalers {

    static final String QUEUE_DEPTH = "tenant_queue_depth";
    private static final String IN_FLIGHT = "pool_requests_in_flight";
    private static final int IN_FLIGHT_PER_WORKER = 10;

    private Autoscalers() {}

    /** Kubernetes allows no minimum of 0 by default, so there one worker stays. */
    static HorizontalPodAutoscaler horizontal(
            Identity identity, Pool pool, Scaling scaling, boolean ownMetrics) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(PoolManifests.WORKER)
                .endScaleTargetRef()
                .withMinReplicas(Math.max(1, scaling.minReplicas()))
                .withMaxReplicas(scaling.maxReplicas())
                .withMetrics(metrics(pool, scaling, ownMetrics))
                .withBehavior(Pace.of(pool.behavior()))
                .endSpec()
                .build();
    }

    /**
     * The largest need of all counts; processor time only as a backstop. The controller's own
     * metrics know no latency: that comes by way of an adapter only.
     */
    private static List<MetricSpec> metrics(Pool pool, Scaling scaling, boolean ownMetrics) {
        List<MetricSpec> metrics = new ArrayList<>();
        if (ownMetrics) {
            metrics.add(external(IN_FLIGHT, "pool", List.of(pool.name()), IN_FLIGHT_PER_WORKER));
        } else {
            metrics.add(ofPods("rag_request_duration_p95", new Quantity("350", "m")));
            metrics.add(
                    ofPods(
                            "rag_requests_in_flight",
                            new Quantity(Integer.toString(IN_FLIGHT_PER_WORKER))));
        }
        if (!scaling.tenants().isEmpty()) {
            metrics.add(
                    external(QUEUE_DEPTH, "tenant", scaling.tenants(), pool.targetQueueDepth()));
        }
        metrics.add(
                new MetricSpecBuilder()
                        .withType("Resource")
                        .withNewResource()
                        .withName("cpu")
                        .withNewTarget()
                        .withType("Utilization")
                        .withAverageUtilization(80)
                        .endTarget()
                        .endResource()
                        .build());
        return metrics;
    }

    private static MetricSpec ofPods(String name, Quantity perWorker) {
        return new MetricSpecBuilder()
                .withType("Pods")
                .withNewPods()
                .withNewMetric()
                .withName(name)
                .endMetric()
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(perWorker)
                .endTarget()
                .endPods()
                .build();
    }

    private static MetricSpec external(
            String name, String label, List<String> values, int perWorker) {
        return new MetricSpecBuilder()
                .withType("External")
                .withNewExternal()
                .withNewMetric()
                .withName(name)
                .withSelector(
                        new LabelSelectorBuilder()
                                .addNewMatchExpression()
                                .withKey(label)
                                .withOperator("In")
                                .withValues(values)
                                .endMatchExpression()
                                .build())
                .endMetric()
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(new Quantity(Integer.toString(perWorker)))
                .endTarget()
                .endExternal()
                .build();
    }
}
