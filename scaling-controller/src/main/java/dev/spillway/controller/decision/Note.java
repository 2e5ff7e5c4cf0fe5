package dev.spillway.controller.decision;

import dev.spillway.controller.prewarm.Startups;
import dev.spillway.controller.recommend.Load;

import java.time.Instant;
import java.util.Optional;

/**
 * What a controller writes down about a pool and a policy, so that the next one goes on where it
 * stopped.
 *
 * @param standing where the pool stands
 * @param startups how long its workers took to start
 * @param sighting the load as last seen
 * @param comparison of a policy in shadow with the live one
 */
public record Note<S>(
        Standing<S> standing,
        Startups startups,
        Optional<Sighting> sighting,
        Optional<Comparison> comparison) {

    /** A load, and when it was read, by the controller's clock. */
    public record Sighting(Load load, Instant at) {}
}
