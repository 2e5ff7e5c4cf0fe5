package dev.spillway.controller.kubernetes.resource.status;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The workers that serve a resource, as last seen.
 *
 * @param minimum workers at least
 * @param desired workers wanted
 * @param present workers there are
 * @param ready workers that can answer
 * @param pausedAt workers it is held at by hand, if it is
 * @param trouble why its objects could not be brought in order, if they could not
 */
public record PoolFacts(
        int minimum,
        int desired,
        int present,
        int ready,
        OptionalInt pausedAt,
        Optional<String> trouble,
        Quota quota,
        Residency residency) {

    /** Whether a quota keeps workers from coming. */
    public sealed interface Quota {
        record Within() implements Quota {}

        /** Fewer are allowed than wanted. */
        record Limited(int wanted, int allowed) implements Quota {}
    }

    /** Whether workers are where they have to be. */
    public sealed interface Residency {
        record Anywhere() implements Residency {}

        record Satisfied(String region) implements Residency {}

        /** Workers wait for a node, rather than run elsewhere. */
        record Pending(String region, int workers) implements Residency {}
    }
}
