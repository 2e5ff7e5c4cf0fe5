package dev.spillway.controller.recommend;

import java.util.List;
import java.util.OptionalInt;

/**
 * A recommendation as a plain record, so that a policy's state can carry it to be repeated.
 *
 * @param replicas wanted; empty to hold
 */
public record Answer(OptionalInt replicas, Reason reason, List<Fact> facts) {

    public Answer {
        facts = List.copyOf(facts);
    }

    public static Answer of(Recommendation recommendation) {
        return switch (recommendation) {
            case Recommendation.Replicas(int replicas, Reason reason, List<Fact> facts) ->
                    new Answer(OptionalInt.of(replicas), reason, facts);
            case Recommendation.Hold(Reason reason, List<Fact> facts) ->
                    new Answer(OptionalInt.empty(), reason, facts);
        };
    }

    public Recommendation recommendation() {
        return replicas.isPresent()
                ? new Recommendation.Replicas(replicas.getAsInt(), reason, facts)
                : new Recommendation.Hold(reason, facts);
    }
}
