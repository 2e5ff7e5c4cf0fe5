package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a metric says about the number of replicas. */
public sealed interface Calculation {

    /**
     * So many.
     *
     * @param replicas before any bound
     * @param utilizationPercent of the requests, for utilisation targets
     * @param valueMilli the value that was compared, in thousandths: an average per pod, or the
     *     whole for Value targets
     * @param at the metric's timestamp; Object and External metrics with a Value target lose it
     */
    record Done(int replicas, OptionalInt utilizationPercent, long valueMilli, Optional<Instant> at)
            implements Calculation {}

    /** Nothing, and why. */
    record Failed(String message) implements Calculation {}
}
