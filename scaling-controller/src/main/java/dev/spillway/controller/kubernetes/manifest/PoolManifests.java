package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Pool;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything one pool wants in the cluster. */
public final class PoolManifests {

    /** The name of what is about the workers: Deployment, Service, budget, autoscaler. */
    public static final String WORKER = "rag-worker";

    /** The name of the ResourceQuota and the LimitRange. */
    public static final String QUOTA = "spillway";

    /** The label that names the pool on everything that is the pool's. */
    public static final String POOL_LABEL = "spillway.dev/pool";

    /** Who applies. */
    public static final String FIELD_MANAGER = "spillway-controller";

    /** What a namespace has whose pods may read workers' metrics. */
    public static final Map<String, String> MONITORING_LABEL =
            Map.of("spillway.dev/monitoring", "true");

    private final ManifestSettings settings;
    private final WorkerDeployment workers;

    public PoolManifests(ManifestSettings settings) {
        this.settings = settings;
        this.workers = new WorkerDeployment(settings);
    }

    public static String namespaceOf(String pool) {
        return "spillway-" + pool;
    }

    /** Of a pool that the controller scales itself. */
    public List<HasMetadata> of(Pool pool, Owner owner, Quota quota) {
        if (pool.engine() != Engine.DIRECT) {
            throw new IllegalArgumentException(
                    "engine of pool %s is %s; its autoscaler must be told bounds and tenants"
                            .formatted(pool.name(), pool.engine()));
        }
        return common(pool, new Identity(pool.name(), owner), quota);
    }

    /**
     * In the order in which they can be applied. The Deployment says nothing about replicas: that
     * field belongs to who scales the pool.
     *
     * @param scaling what the engine is told, if it is another than direct
     */
    public List<HasMetadata> of(Pool pool, Owner owner, Quota quota, Scaling scaling) {
        Identity identity = new Identity(pool.name(), owner);
        List<HasMetadata> objects = common(pool, identity, quota);
        switch (pool.engine()) {
            case DIRECT -> {}
            case HPA ->
                    objects.add(
                            Autoscalers.horizontal(identity, pool, scaling, settings.ownMetrics()));
            case KEDA -> objects.add(ScaledObjects.of(identity, pool, scaling, settings));
        }
        return objects;
    }

    /** A pool's quota alone. */
    public static HasMetadata quota(Pool pool, Owner owner, Quota quota) {
        return Fences.quota(new Identity(pool.name(), owner), quota);
    }

    /**
     * Whether a pool's engine decides by numbers of its own; one that asks the controller carries
     * its decision out.
     */
    public boolean leavesTheChoice(Pool pool) {
        return switch (pool.engine()) {
            case DIRECT -> false;
            case HPA -> true;
            case KEDA -> settings.externalScaler().isEmpty();
        };
    }

    private List<HasMetadata> common(Pool pool, Identity identity, Quota quota) {
        return new ArrayList<>(
                List.of(
                        Fences.namespace(identity),
                        Fences.quota(identity, quota),
                        Fences.limits(identity, pool.resources()),
                        Traffic.denyAll(identity),
                        Traffic.workers(identity, settings),
                        WorkerDeployment.account(identity),
                        Traffic.service(identity),
                        Evictions.budget(identity, pool),
                        workers.of(identity, pool)));
    }
}
