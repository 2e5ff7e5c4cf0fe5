package dev.spillway.controller.recommend.hpa.normalize;

/**
 * Replicas after a look back.
 *
 * @param memory with the new recommendation, as it was before
 */
public record Stabilized(int replicas, HpaMemory memory) {}
