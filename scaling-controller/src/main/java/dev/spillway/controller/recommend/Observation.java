package dev.spillway.controller.recommend;

/**
 * All that a policy may know of one pool at one moment.
 *
 * @param fleet the workers there are and those on their way
 * @param signal the load, with its age
 * @param goal what the pool is meant to be like
 */
public record Observation(Fleet fleet, Signal signal, Goal goal) {}
