package dev.spillway.controller.signal;

import java.util.List;

/** What somebody is told who asked about a pool. */
public sealed interface Answer {

    /**
     * It is known.
     *
     * @param active whether the pool needs a worker at all
     * @param metrics how many it needs; the largest need counts
     */
    record Known(boolean active, List<WorkerMetric> metrics) implements Answer {
        public Known {
            metrics = List.copyOf(metrics);
        }
    }

    /** There is no such thing; asking again will not help. */
    record Unknown(String why) implements Answer {}

    /** It is not known now. Nothing follows from that, least of all that nothing is needed. */
    record Unavailable(String why) implements Answer {}
}
