package dev.spillway.controller.recommend.queueing;

/**
 * How long a request holds a slot.
 *
 * @param meanSeconds more than 0
 * @param deviationSeconds standard deviation, 0 or more
 */
public record ServiceTime(double meanSeconds, double deviationSeconds) {

    public ServiceTime {
        if (!(meanSeconds > 0) || !(deviationSeconds >= 0) || Double.isInfinite(meanSeconds)) {
            throw new IllegalArgumentException(
                    "a service time is %s +- %s s; the mean must be more than 0"
                            .formatted(meanSeconds, deviationSeconds));
        }
    }

    /** The squared coefficient of variation. */
    public double squaredVariation() {
        double ratio = deviationSeconds / meanSeconds;
        return ratio * ratio;
    }
}
