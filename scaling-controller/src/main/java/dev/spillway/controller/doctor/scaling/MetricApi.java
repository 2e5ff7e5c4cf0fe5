package dev.spillway.controller.doctor.scaling;

/** How to come by the APIs that metrics are read from. */
public final class MetricApi {

    private MetricApi() {}

    public static String install(String group) {
        return switch (group) {
            case "metrics.k8s.io" ->
                    "Install metrics-server, and see that 'kubectl top nodes' answers.";
            case "custom.metrics.k8s.io" ->
                    "Install prometheus-adapter with rules for the metrics"
                            + " (k8s/components/prometheus-adapter).";
            default ->
                    "Install one server for external.metrics.k8s.io: KEDA, or prometheus-adapter"
                            + " with external rules (k8s/components).";
        };
    }
}
