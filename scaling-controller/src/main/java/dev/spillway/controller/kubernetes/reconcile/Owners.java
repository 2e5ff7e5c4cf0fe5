package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.kubernetes.manifest.Owner;

import java.util.Optional;

/** The custom resources that pools come from. */
public interface Owners {

    /** The Tenant or Pool that a pool belongs to; absent while it is not known. */
    Optional<Owner> owner(String pool);

    /**
     * Whether the pool's resource is there but cannot be understood, and never was since this
     * controller began: nobody knows what it wants, so nothing may be taken from it.
     */
    boolean isInDoubt(String pool);

    /** Makes sure that the resource stays until {@link #release}, even when it is deleted. */
    void hold(Owner owner);

    /** Lets a pool's resource go if it is being deleted: nothing of the pool is left. */
    void release(String pool);
}
