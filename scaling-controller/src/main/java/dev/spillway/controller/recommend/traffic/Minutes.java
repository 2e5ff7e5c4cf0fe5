package dev.spillway.controller.recommend.traffic;

import dev.spillway.controller.recommend.forecast.SeasonalForecast;

import java.time.Instant;

/**
 * A pool's arrivals by the minute of the clock.
 *
 * @param minute that is being counted, since 1970
 * @param arrivals counted in it
 * @param seconds of it that were counted
 * @param forecast the minutes before it, and their season
 */
public record Minutes(long minute, double arrivals, double seconds, SeasonalForecast forecast) {

    public static final int LENGTH_SECONDS = 60;

    static final Minutes NONE = new Minutes(Long.MIN_VALUE, 0, 0, SeasonalForecast.NONE);

    /** Of a minute, to count for a whole one. */
    private static final double ENOUGH_SECONDS = 45;

    /**
     * Minutes nobody counted are taken to be like the last; after more, the past is forgotten.
     * Nothing is remembered by the minute where requests take many.
     */
    private static final int BRIDGED_MINUTES = 30;

    static long of(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), LENGTH_SECONDS);
    }

    /**
     * The next arrivals, spread evenly over the time since the last ones.
     *
     * @param recent the rate of late, which stands for minutes nobody counted
     */
    Minutes plus(double more, double elapsedSeconds, Instant now, RecentArrivals recent) {
        double inThisMinute =
                Math.min(
                        elapsedSeconds,
                        Math.floorMod(now.toEpochMilli(), LENGTH_SECONDS * 1000L) / 1000.0);
        boolean turned = of(now) > minute;
        double share = turned ? 1 - inThisMinute / elapsedSeconds : 1;
        Minutes counted = counting(more * share, elapsedSeconds * share);
        if (turned) {
            return counted.at(of(now), recent)
                    .counting(more * (1 - share), elapsedSeconds * (1 - share));
        }
        return counted.at(of(now), recent);
    }

    /** What came in this minute before a gap is not counted. */
    Minutes resumed(Instant now, RecentArrivals recent) {
        Minutes next = minute == Long.MIN_VALUE ? this : at(of(now), recent);
        return new Minutes(of(now), 0, 0, next.forecast);
    }

    private Minutes counting(double more, double moreSeconds) {
        return new Minutes(minute, arrivals + more, seconds + moreSeconds, forecast);
    }

    private Minutes at(long next, RecentArrivals recent) {
        if (next == minute) {
            return this;
        }
        long passed = next - minute;
        if (passed < 0) {
            return new Minutes(next, 0, 0, forecast);
        }
        if (passed > BRIDGED_MINUTES || recent.isSlow()) {
            return new Minutes(next, 0, 0, SeasonalForecast.NONE);
        }
        double last = recent.bounded();
        SeasonalForecast known =
                seconds >= ENOUGH_SECONDS
                        ? forecast.after(Math.max(recent.leastRatePerSecond(), arrivals / seconds))
                        : forecast.history().size() > 0 ? forecast.after(last) : forecast;
        for (long skipped = 1; skipped < passed; skipped++) {
            known = known.history().size() > 0 ? known.after(last) : known;
        }
        return new Minutes(next, 0, 0, known);
    }
}
