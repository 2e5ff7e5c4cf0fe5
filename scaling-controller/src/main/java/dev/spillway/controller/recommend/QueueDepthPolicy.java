package dev.spillway.controller.recommend;

/** One worker for every {@code targetQueueDepth} waiting requests, begun ones included. */
public final class QueueDepthPolicy implements Policy {

    @Override
    public String version() {
        return "queue-depth/1";
    }

    @Override
    public Recommendation recommend(Signal signal, int targetQueueDepth) {
        if (targetQueueDepth < 1) {
            throw new IllegalArgumentException(
                    "targetQueueDepth is %d; it must be at least 1".formatted(targetQueueDepth));
        }
        return switch (signal) {
            case Signal.Fresh(Load load, _) ->
                    new Recommendation.Replicas(
                            (int)
                                    Math.min(
                                            Integer.MAX_VALUE,
                                            Math.ceilDiv(load.waiting(), (long) targetQueueDepth)),
                            Reason.QUEUE_DEPTH);
            case Signal.Stale _ -> new Recommendation.Hold(Reason.SIGNAL_STALE);
            case Signal.Missing _ -> new Recommendation.Hold(Reason.SIGNAL_MISSING);
        };
    }
}
