package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.forecast.SeasonalForecast;

import java.time.Instant;

/**
 * What is remembered of one tenant between two observations.
 *
 * @param tenant its name
 * @param arrived its counter at the last observation
 * @param waiting what waited then
 * @param recent arrivals since the rate last changed
 * @param burst how bursty they are
 * @param minute the minute that is being counted, since 1970
 * @param minuteArrivals counted in it
 * @param minuteSeconds of it that were counted
 * @param forecast its past by the minute, and its season
 * @param serviceMeanSeconds of a request, smoothed; 0 while unknown
 * @param serviceDeviationSeconds of the same
 * @param silentSeconds since its counter last moved, while it had work all the time
 */
record Track(
        String tenant,
        long arrived,
        long waiting,
        RecentArrivals recent,
        Burst burst,
        long minute,
        double minuteArrivals,
        double minuteSeconds,
        SeasonalForecast forecast,
        double serviceMeanSeconds,
        double serviceDeviationSeconds,
        double silentSeconds) {

    static final int MINUTE_SECONDS = 60;

    /** Of a minute, to count for a whole one. */
    private static final double ENOUGH_SECONDS = 45;

    /** Minutes nobody counted are taken to be like the last; after more, the past is forgotten. */
    private static final int BRIDGED_MINUTES = 30;

    /** What one measurement of the service time weighs. */
    private static final double SMOOTHING = 0.05;

    /** What one measurement may say against the smoothed one, as a factor. */
    private static final double BELIEVED = 2;

    static Track first(TenantLoad load, Instant now) {
        return new Track(
                load.tenant(),
                load.arrived(),
                load.waiting(),
                RecentArrivals.NONE,
                Burst.POISSON,
                minuteOf(now),
                0,
                0,
                SeasonalForecast.NONE,
                seconds(load.serviceMean()),
                seconds(load.serviceDeviation()),
                0);
    }

    /** After a gap, a new epoch or a step of the clock: what came meanwhile is not counted. */
    Track resumed(TenantLoad load, Instant now) {
        Track next = atMinute(minuteOf(now));
        return new Track(
                tenant,
                load.arrived(),
                load.waiting(),
                recent,
                burst,
                next.minute,
                0,
                0,
                next.forecast,
                serviceMeanSeconds,
                serviceDeviationSeconds,
                0);
    }

    /**
     * The next observation.
     *
     * @param elapsedSeconds since the last one, more than 0
     */
    Track observed(TenantLoad load, double elapsedSeconds, Instant now) {
        long arrivals = load.arrived() - arrived;
        if (arrivals < 0) {
            return resumed(load, now);
        }
        boolean hasWork = load.waiting() > 0 || load.inFlight() > 0;
        double silent = arrivals == 0 && hasWork ? silentSeconds + elapsedSeconds : 0;
        double inThisMinute =
                Math.min(
                        elapsedSeconds,
                        Math.floorMod(now.toEpochMilli(), MINUTE_SECONDS * 1000L) / 1000.0);
        boolean turned = minuteOf(now) > minute;
        double share = turned ? 1 - inThisMinute / elapsedSeconds : 1;
        Track counted = counting(arrivals * share, elapsedSeconds * share);
        if (turned) {
            counted =
                    counted.atMinute(minuteOf(now))
                            .counting(arrivals * (1 - share), elapsedSeconds * (1 - share));
        } else if (minuteOf(now) < minute) {
            counted = counted.atMinute(minuteOf(now));
        }
        return new Track(
                tenant,
                load.arrived(),
                load.waiting(),
                recent.plus(elapsedSeconds, (double) arrivals, burst.dispersion()),
                burst.plus(elapsedSeconds, (double) arrivals, recent),
                counted.minute,
                counted.minuteArrivals,
                counted.minuteSeconds,
                counted.forecast,
                smoothed(serviceMeanSeconds, seconds(load.serviceMean())),
                smoothed(serviceDeviationSeconds, seconds(load.serviceDeviation())),
                silent);
    }

    private Track counting(double arrivals, double seconds) {
        return with(minute, minuteArrivals + arrivals, minuteSeconds + seconds, forecast);
    }

    private Track atMinute(long next) {
        if (next == minute) {
            return this;
        }
        long passed = next - minute;
        if (passed < 0) {
            return with(next, 0, 0, forecast);
        }
        if (passed > BRIDGED_MINUTES) {
            return with(next, 0, 0, SeasonalForecast.NONE);
        }
        double last = recent.ratePerSecond();
        SeasonalForecast known =
                minuteSeconds >= ENOUGH_SECONDS
                        ? forecast.after(minuteArrivals / minuteSeconds)
                        : forecast.history().size() > 0 ? forecast.after(last) : forecast;
        for (long skipped = 1; skipped < passed; skipped++) {
            known = known.history().size() > 0 ? known.after(last) : known;
        }
        return with(next, 0, 0, known);
    }

    private Track with(
            long atMinute, double arrivals, double seconds, SeasonalForecast nextForecast) {
        return new Track(
                tenant,
                arrived,
                waiting,
                recent,
                burst,
                atMinute,
                arrivals,
                seconds,
                nextForecast,
                serviceMeanSeconds,
                serviceDeviationSeconds,
                silentSeconds);
    }

    private static double smoothed(double before, double measured) {
        if (!(measured > 0)) {
            return before;
        }
        if (before <= 0) {
            return measured;
        }
        double believed = Math.clamp(measured, before / BELIEVED, before * BELIEVED);
        return before + SMOOTHING * (believed - before);
    }

    private static double seconds(java.time.Duration duration) {
        return duration.isNegative() ? 0 : duration.toNanos() / 1e9;
    }

    private static long minuteOf(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), MINUTE_SECONDS);
    }
}
