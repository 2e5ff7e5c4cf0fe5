package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.catalog.Share;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pools for these tests, and the objects they want. */
final class Rendered {

    static final ManifestSettings SETTINGS =
            new ManifestSettings(
                    "registry.example/spillway/rag-service:0.1.0",
                    "IfNotPresent",
                    "spillway-system",
                    "redis.spillway-system.svc",
                    6379,
                    Optional.of("spillway-worker"),
                    Duration.ofSeconds(30),
                    "http://prometheus.monitoring.svc:9090",
                    Optional.empty(),
                    false,
                    Map.of("REDIS_ENABLED", "true"));

    static final PoolManifests MANIFESTS = new PoolManifests(SETTINGS);

    /** The same where other autoscalers use the controller's own signals. */
    static final PoolManifests WITH_OWN_SIGNALS =
            new PoolManifests(
                    new ManifestSettings(
                            SETTINGS.workerImage(),
                            SETTINGS.imagePullPolicy(),
                            SETTINGS.controlNamespace(),
                            SETTINGS.redisHost(),
                            SETTINGS.redisPort(),
                            SETTINGS.priorityClass(),
                            SETTINGS.readinessDelay(),
                            SETTINGS.prometheusUrl(),
                            Optional.of("external-scaler.spillway-system.svc:9091"),
                            true,
                            SETTINGS.workerEnvironment()));

    private Rendered() {}

    static Owner owner(String kind, String name) {
        return new Owner(kind, name, "5f0c2d1e-7c1f-4a53-9d37-0d6f0f3a1c9e");
    }

    static Pool pool(String name, Engine engine, int min, int max) {
        return pool(name, "local", engine, min, max, ResourceProfile.STANDARD, Map.of());
    }

    static Pool pool(
            String name,
            String region,
            Engine engine,
            int min,
            int max,
            ResourceProfile resources,
            Map<String, String> environment) {
        return new Pool(
                name,
                region,
                Fairness.WEIGHTED,
                min,
                max,
                10,
                Behavior.AGGRESSIVE,
                16,
                engine,
                resources,
                environment,
                "deadline",
                Optional.empty(),
                Share.of(min));
    }

    /** A tenant's own pool at its minimum, with its whole range before it. */
    static List<HasMetadata> dedicated(Pool pool) {
        return dedicated(MANIFESTS, pool);
    }

    static List<HasMetadata> dedicated(PoolManifests manifests, Pool pool) {
        return manifests.of(
                pool,
                owner("Tenant", pool.name()),
                Quota.forReplicas(pool.minReplicas(), pool.resources()),
                new Scaling(pool.minReplicas(), pool.maxReplicas(), List.of(pool.name())));
    }

    static <T extends HasMetadata> T only(Class<T> type, List<HasMetadata> objects) {
        List<T> found = objects.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new AssertionError("%d of %s".formatted(found.size(), type.getSimpleName()));
        }
        return found.getFirst();
    }
}
