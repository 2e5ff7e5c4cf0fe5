package dev.spillway.controller.policy;

import dev.spillway.controller.recommend.Policy;

/** Makes a policy for one pool. */
@FunctionalInterface
public interface PolicyFactory {

    /**
     * Asks for every parameter it knows, so that the others can be refused.
     *
     * @param parameters as they were written
     * @param pool what it is for
     */
    Policy<?> make(Parameters parameters, PoolFacts pool);
}
