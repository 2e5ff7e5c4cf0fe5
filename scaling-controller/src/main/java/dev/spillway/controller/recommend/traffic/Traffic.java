package dev.spillway.controller.recommend.traffic;

import java.time.Instant;

/**
 * What all tenants of a pool have sent together. How far a pool's load may move is known of the
 * whole only: the tenants' own ups and downs cancel out, and what each might need for itself adds
 * up to far more than all of them ever need at a time.
 *
 * @param recent arrivals since the rate last changed
 * @param burst how bursty they are
 * @param minutes the past by the minute
 */
public record Traffic(RecentArrivals recent, Burst burst, Minutes minutes) {

    static final Traffic NONE = new Traffic(RecentArrivals.NONE, Burst.POISSON, Minutes.NONE);

    /**
     * The next arrivals.
     *
     * @param elapsedSeconds since the last ones, more than 0
     */
    Traffic plus(double arrivals, double elapsedSeconds, Instant now) {
        return new Traffic(
                recent.plus(elapsedSeconds, arrivals, burst.dispersion()),
                burst.plus(elapsedSeconds, arrivals, recent),
                minutes.plus(arrivals, elapsedSeconds, now, recent));
    }

    /** After a gap: what came meanwhile is not counted. */
    Traffic resumed(Instant now) {
        return new Traffic(recent, burst, minutes.resumed(now, recent));
    }

    /**
     * Looks at so long a past.
     *
     * @param horizonSeconds for which a load is taken to last
     */
    Traffic over(double horizonSeconds, double windowSeconds) {
        return new Traffic(recent.over(horizonSeconds, windowSeconds), burst, minutes);
    }
}
