package dev.spillway.controller.recommend.hpa.spec;

import dev.spillway.controller.recommend.hpa.selector.LabelSelector;

import java.util.Optional;

/** A metric an autoscaler watches. */
public sealed interface MetricSpec {

    /**
     * A resource of whole pods.
     *
     * @param name of the resource: cpu, memory
     */
    record Resource(String name, MetricTarget target) implements MetricSpec {}

    /** A resource of one container of each pod. */
    record ContainerResource(String name, String container, MetricTarget target)
            implements MetricSpec {}

    /** A custom metric of each pod. */
    record Pods(String metric, Optional<LabelSelector> selector, MetricTarget target)
            implements MetricSpec {}

    /** A custom metric of one object. */
    record ObjectMetric(
            String metric,
            Optional<LabelSelector> selector,
            String kind,
            String name,
            MetricTarget target)
            implements MetricSpec {}

    /** Series from outside the cluster. */
    record External(String metric, Optional<LabelSelector> selector, MetricTarget target)
            implements MetricSpec {}

    /** None of these. */
    record Unknown(String type) implements MetricSpec {}

    static MetricSpec cpu(int targetPercent) {
        return new Resource("cpu", MetricTarget.averageUtilization(targetPercent));
    }

    static MetricSpec external(String metric, MetricTarget target) {
        return new External(metric, Optional.empty(), target);
    }

    /** Whether it can be read without any pod, so that a workload may come back from zero. */
    default boolean outlivesPods() {
        return switch (this) {
            case ObjectMetric _, External _ -> true;
            case Resource _, ContainerResource _, Pods _, Unknown _ -> false;
        };
    }
}
