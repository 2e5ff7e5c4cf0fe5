package dev.spillway.controller.recommend.deadline;

import java.time.Duration;

/**
 * How careful the deadline policy is.
 *
 * @param targetMiss share of new requests that may miss their deadline, more than 0, at most 0.5
 * @param calm how long one worker fewer must have been enough before one goes
 * @param margin by how much the load may grow over what was seen and one worker fewer be enough
 *     still, as a share
 * @param usesForecast whether a season may raise the need while it proves better than none
 */
public record DeadlineSettings(
        double targetMiss, Duration calm, double margin, boolean usesForecast) {

    public static final DeadlineSettings DEFAULT =
            new DeadlineSettings(0.01, Duration.ofMinutes(5), 0.1, true);

    public DeadlineSettings {
        if (!(targetMiss > 0 && targetMiss <= 0.5)) {
            throw new IllegalArgumentException(
                    "targetMiss is %s; it must be more than 0 and at most 0.5"
                            .formatted(targetMiss));
        }
        if (calm.isNegative() || !(margin >= 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException(
                    "calm is %s and margin %s; neither can be negative".formatted(calm, margin));
        }
    }

    public DeadlineSettings withTargetMiss(double share) {
        return new DeadlineSettings(share, calm, margin, usesForecast);
    }

    public DeadlineSettings withoutForecast() {
        return new DeadlineSettings(targetMiss, calm, margin, false);
    }
}
