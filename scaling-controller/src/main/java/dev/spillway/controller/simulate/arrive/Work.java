package dev.spillway.controller.simulate.arrive;

import dev.spillway.controller.simulate.Distribution;

import java.util.random.RandomGenerator;

/** How long one request keeps a slot of a worker that does nothing else, in seconds. */
public sealed interface Work {

    double sampleSeconds(ArrivalStream arrival, RandomGenerator random);

    /** About how long on the average, where no recording says it. */
    double meanSeconds();

    /** Drawn, whatever the request. */
    record Drawn(Distribution time) implements Work {
        @Override
        public double sampleSeconds(ArrivalStream arrival, RandomGenerator random) {
            return time.sampleSeconds(random);
        }

        @Override
        public double meanSeconds() {
            return time.meanSeconds();
        }
    }

    /**
     * Proportional to the tokens read and written.
     *
     * @param baseSeconds of every request
     * @param contextTokens of a request whose source does not say it
     * @param generatedTokens of a request whose source does not say it
     */
    record Tokens(
            double baseSeconds,
            double secondsPerContextToken,
            double secondsPerGeneratedToken,
            Distribution contextTokens,
            Distribution generatedTokens)
            implements Work {

        @Override
        public double sampleSeconds(ArrivalStream arrival, RandomGenerator random) {
            double read = arrival.contextTokens();
            double written = arrival.generatedTokens();
            if (read < 0) {
                read = contextTokens.sampleSeconds(random);
                written = generatedTokens.sampleSeconds(random);
            }
            return baseSeconds + read * secondsPerContextToken + written * secondsPerGeneratedToken;
        }

        @Override
        public double meanSeconds() {
            return baseSeconds
                    + contextTokens.meanSeconds() * secondsPerContextToken
                    + generatedTokens.meanSeconds() * secondsPerGeneratedToken;
        }
    }
}
