package dev.spillway.controller.recommend.trigger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a trigger table remembers.
 *
 * @param since when each row began to hold without a break
 * @param acted when each row last did something
 * @param scaled when any row last did something
 * @param rate of requests, as last measured
 */
public record TriggerState(
        Map<String, Instant> since,
        Map<String, Instant> acted,
        Optional<Instant> scaled,
        Optional<RequestRate> rate) {

    public static final TriggerState INITIAL =
            new TriggerState(Map.of(), Map.of(), Optional.empty(), Optional.empty());

    public TriggerState {
        since = Map.copyOf(since);
        acted = Map.copyOf(acted);
    }
}
