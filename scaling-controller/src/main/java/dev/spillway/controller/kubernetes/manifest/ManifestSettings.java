package dev.spillway.controller.kubernetes.manifest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all pools' objects have in common.
 *
 * @param workerImage the image of the worker
 * @param imagePullPolicy when a node fetches it
 * @param controlNamespace where routers, Redis and the controller run
 * @param redisHost as workers reach it
 * @param redisPort as workers reach it
 * @param priorityClass of the workers, if they have one
 * @param readinessDelay from a container's start to the first question whether it is ready
 * @param prometheusUrl where KEDA reads the queues
 * @param externalScaler where KEDA asks the controller instead, if it may
 * @param ownMetrics whether the controller serves external metrics, so that an HPA needs no adapter
 * @param workerEnvironment variables every worker gets; a pool may give them other values
 */
public record ManifestSettings(
        String workerImage,
        String imagePullPolicy,
        String controlNamespace,
        String redisHost,
        int redisPort,
        Optional<String> priorityClass,
        Duration readinessDelay,
        String prometheusUrl,
        Optional<String> externalScaler,
        boolean ownMetrics,
        Map<String, String> workerEnvironment) {

    private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
    private static final int HIGHEST_PORT = 65_535;

    public ManifestSettings {
        if (workerImage.isBlank()) {
            throw new IllegalArgumentException(
                    "worker image is empty; it must name an image the cluster can pull");
        }
        if (!PULL_POLICIES.contains(imagePullPolicy)) {
            throw new IllegalArgumentException(
                    "image pull policy is '%s'; allowed are Always, IfNotPresent and Never"
                            .formatted(imagePullPolicy));
        }
        if (redisPort < 1 || redisPort > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "Redis port is %d; allowed are 1 to %d".formatted(redisPort, HIGHEST_PORT));
        }
        if (readinessDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "readiness delay is %d s; it must not be negative"
                            .formatted(readinessDelay.toSeconds()));
        }
        workerEnvironment = Map.copyOf(workerEnvironment);
    }
}
