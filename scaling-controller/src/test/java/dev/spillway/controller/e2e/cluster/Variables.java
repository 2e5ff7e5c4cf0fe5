package dev.spillway.controller.e2e.cluster;

import java.util.Locale;
import java.util.Optional;

/** What the environment says about the cluster to test against. */
enum Variables {
    /** Of the cluster; without it K3s is started where Docker has its image. */
    SPILLWAY_E2E_KUBECONFIG,
    /** In front of tenant-router, rag-service and scaling-controller, already loaded there. */
    SPILLWAY_E2E_IMAGE_PREFIX,
    /** Of those images; 0.1.0 if not said. */
    SPILLWAY_E2E_IMAGE_TAG,
    /** Redis's; the one behind the prefix if a node has it, else the manifests'. */
    SPILLWAY_E2E_REDIS_IMAGE,
    /** Another tag of rag-service, for the upgrade. */
    SPILLWAY_E2E_SECOND_TAG,
    /** Where the controller runs: inside or outside; outside if no images are given. */
    SPILLWAY_E2E_CONTROLLER,
    /** The control namespace; spillway-system if not said. */
    SPILLWAY_E2E_NAMESPACE,
    /** The image of K3s. */
    SPILLWAY_E2E_K3S_IMAGE;

    Optional<String> value() {
        return Optional.ofNullable(System.getenv(name())).filter(value -> !value.isBlank());
    }

    String or(String other) {
        return value().orElse(other);
    }

    static boolean isInside(boolean imagesAreThere) {
        String where =
                SPILLWAY_E2E_CONTROLLER
                        .or(imagesAreThere ? "inside" : "outside")
                        .toLowerCase(Locale.ROOT);
        return switch (where) {
            case "inside" -> true;
            case "outside" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "SPILLWAY_E2E_CONTROLLER is '%s'; allowed are inside, outside"
                                    .formatted(where));
        };
    }

    static String image(String name) {
        return "%s%s:%s"
                .formatted(
                        SPILLWAY_E2E_IMAGE_PREFIX.or("spillway/"),
                        name,
                        SPILLWAY_E2E_IMAGE_TAG.or("0.1.0-SNAPSHOT"));
    }
}
