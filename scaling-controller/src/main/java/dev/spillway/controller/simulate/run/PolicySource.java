package dev.spillway.controller.simulate.run;

import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.simulate.scenario.PoolPlan;

import java.util.function.IntSupplier;

/** Makes the policies of a run, one per pool. */
public interface PolicySource {

    /**
     * A policy for one pool.
     *
     * @param peakReplicas workers that a fixed fleet needs for the pool's busiest minute
     */
    Policy<?> policyFor(PoolPlan pool, IntSupplier peakReplicas);
}
