package dev.spillway.controller.simulate.arrive;

import dev.spillway.controller.simulate.Distribution;

import java.util.random.RandomGenerator;

/** One source of requests. */
public sealed interface Arrivals {

    /** A source whose arrivals do not depend on the answers. */
    sealed interface Open extends Arrivals {

        /**
         * Begins anew.
         *
         * @param random its own, so that other sources do not change its arrivals
         */
        ArrivalStream stream(RandomGenerator random);
    }

    /** At random, at a given rate. */
    record Poisson(Rate rate) implements Open {
        @Override
        public ArrivalStream stream(RandomGenerator random) {
            return new RateStream(rate, random::nextExponential);
        }
    }

    /** Evenly spaced, at a given rate. */
    record Even(Rate rate) implements Open {
        @Override
        public ArrivalStream stream(RandomGenerator random) {
            return new RateStream(rate, () -> 1);
        }
    }

    /**
     * As recorded.
     *
     * @param factor requests for each recorded one
     * @param spreadNanos within which copies of a request are spread
     * @param startNanos when the recording begins to play
     */
    record Replayed(Replay rows, double factor, long spreadNanos, long startNanos) implements Open {
        public Replayed {
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException(
                        "factor is %s; it must be more than 0".formatted(factor));
            }
        }

        @Override
        public ArrivalStream stream(RandomGenerator random) {
            return new ReplayStream(rows.scaled(factor, spreadNanos, random), startNanos);
        }
    }

    /**
     * Users that think, ask, and wait for the answer before they think again.
     *
     * @param count of users at a time
     * @param think from an answer to the next request
     */
    record Users(Rate count, Distribution think) implements Arrivals {}
}
