package dev.spillway.controller.kubernetes.aggregation;

/** How the API stands with the API server. */
public sealed interface Registration {

    /** It is ours, and the API server reaches us or has not tried yet. */
    record Ours() implements Registration {}

    /** It is ours, but the API server does not reach us. */
    record Unreachable(String why) implements Registration {}

    /** Another server answers for it; it stays so until that one is gone. */
    record Held(String by) implements Registration {}

    /** We may not or cannot register. */
    record Failed(String why) implements Registration {}

    /** In one line. */
    default String words() {
        return switch (this) {
            case Ours _ -> "external metrics are answered by this controller";
            case Unreachable(String why) ->
                    "the API server does not reach this controller for external metrics, and no namespace can be deleted until it does: "
                            + why;
            case Held(String by) ->
                    "external metrics are answered by %s, not by this controller; delete APIService %s to change that, or unset SPILLWAY_EXTERNAL_METRICS_PORT"
                            .formatted(by, ExternalMetricsApi.NAME);
            case Failed(String why) -> "external metrics could not be registered: " + why;
        };
    }
}
