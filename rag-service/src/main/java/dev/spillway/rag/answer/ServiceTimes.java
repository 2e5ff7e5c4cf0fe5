package dev.spillway.rag.answer;

import dev.spillway.fairqueue.RequestId;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Made-up service times, log-normal: {@code exp(ln(mean) - sigma²/2 + sigma·z)}, z standard normal.
 * A request's time follows from the seed and its id, so that it is the same on every worker.
 *
 * @param meanMillis their mean, 0 for none
 * @param sigma standard deviation of their logarithm
 * @param seed varies all of them
 */
public record ServiceTimes(double meanMillis, double sigma, long seed) {

    private static final double LONGEST_MILLIS = 600_000;

    public ServiceTimes {
        if (!(meanMillis >= 0 && meanMillis <= LONGEST_MILLIS)) {
            throw new IllegalArgumentException(
                    "synthetic-mean-millis is %s; allowed are 0 to 600000".formatted(meanMillis));
        }
        if (!(sigma >= 0 && sigma <= 3)) {
            throw new IllegalArgumentException(
                    "synthetic-sigma is %s; allowed are 0 to 3".formatted(sigma));
        }
    }

    Duration of(RequestId id) {
        if (meanMillis == 0) {
            return Duration.ZERO;
        }
        long spread = id.value().chars().asLongStream().reduce(seed, (h, c) -> h * 31 + c);
        double z = new SplittableRandom(spread).nextGaussian();
        double millis = Math.exp(Math.log(meanMillis) - sigma * sigma / 2 + sigma * z);
        return Duration.ofNanos((long) (Math.min(millis, LONGEST_MILLIS) * 1e6));
    }
}
