package dev.spillway.controller.recommend.hpa.normalize;

import java.time.Instant;

/**
 * A change that was made.
 *
 * @param change replicas added or taken, not negative
 * @param at when
 * @param outdated no policy looks back that far: its slot may be used again
 */
public record ScaleEvent(int change, Instant at, boolean outdated) {}
