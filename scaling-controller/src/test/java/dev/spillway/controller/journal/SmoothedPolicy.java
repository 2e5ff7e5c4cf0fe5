package dev.spillway.controller.journal;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Wants workers for a smoothed backlog: a policy for tests whose state has all that states have,
 * numbers that need every digit, moments and maps.
 */
public final class SmoothedPolicy implements Policy<SmoothedPolicy.State> {

    /** What it remembers: a mean for each tenant, and when it first saw anything. */
    public record State(Map<String, Double> waitingByTenant, Optional<Instant> firstSeen) {

        public State {
            waitingByTenant = Map.copyOf(new TreeMap<>(waitingByTenant));
        }
    }

    private final double keep;
    private final boolean pacesItself;

    public SmoothedPolicy(double keep, boolean pacesItself) {
        this.keep = keep;
        this.pacesItself = pacesItself;
    }

    @Override
    public String version() {
        return "smoothed/1 keep=%s self=%s".formatted(keep, pacesItself);
    }

    @Override
    public Class<State> stateType() {
        return State.class;
    }

    @Override
    public State initialState() {
        return new State(Map.of(), Optional.empty());
    }

    @Override
    public Advice<State> recommend(State state, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Fresh(Load load, _) -> {
                Map<String, Double> means = new TreeMap<>(state.waitingByTenant());
                load.tenants()
                        .forEach(
                                tenant ->
                                        means.merge(
                                                tenant.tenant(),
                                                (double) tenant.waiting(),
                                                (mean, waiting) ->
                                                        keep * mean + (1 - keep) * waiting));
                // In the order of names, so that the sum has the same last digit every time.
                double waiting = new TreeMap<>(means).values().stream().reduce(0.0, Double::sum);
                yield new Advice<>(
                        new Recommendation.Replicas(
                                (int) Math.ceil(waiting / seen.goal().targetQueueDepth()),
                                Reason.QUEUE_DEPTH,
                                new Fact("smoothed waiting requests", waiting),
                                new Fact(
                                        "seconds of watching",
                                        state.firstSeen()
                                                .map(first -> Duration.between(first, now))
                                                .map(Duration::toMillis)
                                                .map(millis -> millis / 1000.0)
                                                .orElse(Double.NaN))),
                        new State(means, state.firstSeen().or(() -> Optional.of(now))));
            }
            case Signal.Stale _ ->
                    new Advice<>(new Recommendation.Hold(Reason.SIGNAL_STALE), state);
            case Signal.Missing _ ->
                    new Advice<>(new Recommendation.Hold(Reason.SIGNAL_MISSING), state);
        };
    }

    @Override
    public boolean pacesItself() {
        return pacesItself;
    }
}
