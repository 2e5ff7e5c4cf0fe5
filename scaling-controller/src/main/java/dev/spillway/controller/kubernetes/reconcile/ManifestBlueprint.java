package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.kubernetes.manifest.Allocatable;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;
import dev.spillway.controller.kubernetes.manifest.Quota;
import dev.spillway.controller.kubernetes.manifest.Scaling;
import dev.spillway.controller.loop.Target;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The objects of {@link PoolManifests}, within what the cluster's nodes can give.
 *
 * @param allocatable what the nodes can give to pods now
 * @param tenants the names of a pool's tenants
 */
public record ManifestBlueprint(
        PoolManifests manifests,
        Supplier<Allocatable> allocatable,
        Function<String, List<String>> tenants)
        implements Blueprint {

    @Override
    public List<HasMetadata> objects(Pool pool, Owner owner, Quota quota, Target target) {
        return manifests.of(
                pool,
                owner,
                quota,
                new Scaling(
                        target.least(), Math.max(1, target.most()), tenants.apply(pool.name())));
    }

    @Override
    public HasMetadata quota(Pool pool, Owner owner, Quota quota) {
        return PoolManifests.quota(pool, owner, quota);
    }

    @Override
    public boolean leavesTheChoice(Pool pool) {
        return manifests.leavesTheChoice(pool);
    }

    @Override
    public int mostPods(Pool pool) {
        return allocatable.get().ceiling(pool.share(), pool.resources()).pods();
    }
}
