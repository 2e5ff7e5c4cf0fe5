package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.kubernetes.manifest.Allocatable;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;
import dev.spillway.controller.kubernetes.manifest.Quota;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.List;
import java.util.function.Supplier;

/**
 * The objects of {@link PoolManifests}, within what the cluster's nodes can give.
 *
 * @param allocatable what the nodes can give to pods now
 */
public record ManifestBlueprint(PoolManifests manifests, Supplier<Allocatable> allocatable)
        implements Blueprint {

    @Override
    public List<HasMetadata> objects(Pool pool, Owner owner, int quotaPods, int mostPods) {
        return manifests.of(pool, owner, new Quota(quotaPods, pool.resources()));
    }

    @Override
    public int mostPods(Pool pool) {
        return allocatable.get().ceiling(pool.share(), pool.resources()).pods();
    }
}
