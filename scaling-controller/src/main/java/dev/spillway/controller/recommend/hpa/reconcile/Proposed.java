package dev.spillway.controller.recommend.hpa.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What all metrics together propose. */
sealed interface Proposed {

    /** What each metric proposes, where it can say. */
    List<OptionalInt> proposals();

    List<MetricStatus> metrics();

    /**
     * The highest proposal.
     *
     * @param metric it comes from
     * @param passingError of metrics that failed while others do not take workers away
     */
    record Highest(
            int replicas,
            String metric,
            Optional<String> passingError,
            List<OptionalInt> proposals,
            List<MetricStatus> metrics)
            implements Proposed {

        public Highest {
            proposals = List.copyOf(proposals);
            metrics = List.copyOf(metrics);
        }
    }

    /** No number may be followed. */
    record Stopped(String error, List<OptionalInt> proposals, List<MetricStatus> metrics)
            implements Proposed {

        public Stopped {
            proposals = List.copyOf(proposals);
            metrics = List.copyOf(metrics);
        }
    }
}
