package dev.spillway.controller.capacity.tenant;

import java.time.Duration;
import java.time.Instant;

/**
 * A tenant's right to more than its base for a while: what it leaves unused below the base it may
 * use above it later.
 *
 * @param baseWorkers used without credit
 * @param most credit, in worker-seconds
 * @param credit now
 * @param at now
 */
public record BurstCredits(int baseWorkers, double most, double credit, Instant at) {

    public BurstCredits {
        if (baseWorkers < 0 || !(most >= 0) || !(credit >= 0 && credit <= most)) {
            throw new IllegalArgumentException(
                    "credit is %s of %s over a base of %d; needed are a base of 0 or more and 0 <= credit <= most"
                            .formatted(credit, most, baseWorkers));
        }
    }

    public static BurstCredits full(int baseWorkers, double most, Instant now) {
        return new BurstCredits(baseWorkers, most, most, now);
    }

    /**
     * After a time with a number of workers. A clock that went back changes nothing.
     *
     * @param workers used since the last call
     */
    public BurstCredits used(int workers, Instant now) {
        double seconds = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
        double left = credit + (baseWorkers - workers) * seconds;
        return new BurstCredits(
                baseWorkers, most, Math.clamp(left, 0, most), now.isBefore(at) ? at : now);
    }

    /**
     * Workers that may run for some time.
     *
     * @param time for which the credit has to last, more than zero
     */
    public int allowed(Duration time) {
        return baseWorkers + (int) Math.floor(credit / (time.toMillis() / 1000.0));
    }
}
