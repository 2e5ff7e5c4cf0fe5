package dev.spillway.controller.policy;

import dev.spillway.controller.recommend.Goal;

import java.util.function.IntSupplier;

/**
 * What a factory may know of the pool that it makes a policy for.
 *
 * @param peakReplicas workers for the pool's busiest minute, where the future is known; it throws
 *     where it is not
 */
public record PoolFacts(String name, Goal goal, IntSupplier peakReplicas) {}
