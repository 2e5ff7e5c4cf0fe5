package dev.spillway.controller.recommend;

import java.time.Instant;

/** One worker for every {@code targetQueueDepth} waiting requests, begun ones included. */
public final class QueueDepthPolicy implements Policy<Stateless> {

    @Override
    public String version() {
        return "queue-depth/1";
    }

    @Override
    public Class<Stateless> stateType() {
        return Stateless.class;
    }

    @Override
    public Stateless initialState() {
        return new Stateless();
    }

    @Override
    public Advice<Stateless> recommend(Stateless state, Observation seen, Instant now) {
        return new Advice<>(recommend(seen), state);
    }

    private static Recommendation recommend(Observation seen) {
        long target = seen.goal().targetQueueDepth();
        return switch (seen.signal()) {
            case Signal.Fresh(Load load, _) ->
                    new Recommendation.Replicas(
                            (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(load.waiting(), target)),
                            Reason.QUEUE_DEPTH,
                            new Fact("waiting requests", load.waiting()),
                            new Fact("waiting requests a worker may have", target));
            case Signal.Stale _ -> new Recommendation.Hold(Reason.SIGNAL_STALE);
            case Signal.Missing _ -> new Recommendation.Hold(Reason.SIGNAL_MISSING);
        };
    }

    @Override
    public boolean pacesItself() {
        return false;
    }
}
