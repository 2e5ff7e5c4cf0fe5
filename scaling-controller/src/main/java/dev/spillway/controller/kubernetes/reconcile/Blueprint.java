package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.Quota;
import dev.spillway.controller.loop.Target;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.List;

/** What a pool's objects shall be. */
public interface Blueprint {

    /**
     * All objects of a pool, in the order in which they can be written.
     *
     * @param quota what its quota admits now
     * @param target the range that an engine of the cluster's own is given
     */
    List<HasMetadata> objects(Pool pool, Owner owner, Quota quota, Target target);

    /** Its quota alone. */
    HasMetadata quota(Pool pool, Owner owner, Quota quota);

    /** Whether a pool's engine decides by numbers of its own, within the range it is given. */
    boolean leavesTheChoice(Pool pool);

    /** Pods that a pool may have at most by its share of the cluster, the surge among them. */
    int mostPods(Pool pool);
}
