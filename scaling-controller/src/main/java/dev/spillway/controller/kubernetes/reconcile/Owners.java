package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.kubernetes.manifest.Owner;

import java.util.Optional;

/** The custom resources that pools come from. */
public interface Owners {

    /** The Tenant or Pool that a pool belongs to; absent while it is not known. */
    Optional<Owner> owner(String pool);

    /** Makes sure that the resource stays until {@link #release}, even when it is deleted. */
    void hold(Owner owner);

    /** Lets a pool's resource go if it is being deleted: nothing of the pool is left. */
    void release(String pool);
}
