package dev.spillway.controller.recommend.traffic;

import dev.spillway.controller.recommend.TenantLoad;

import java.time.Duration;

/**
 * What is remembered of one tenant between two observations.
 *
 * @param tenant its name
 * @param arrived its counter at the last observation
 * @param arrivals of late, the older the less they count
 * @param seconds in which they came, weighed the same
 * @param servedSeconds for which service times have been measured, up to the longest that counts
 * @param serviceMeanSeconds of a request, smoothed; 0 while unknown
 * @param serviceDeviationSeconds of the same
 * @param silentSeconds since its counter last moved, while it had work all the time
 */
public record TenantTrack(
        String tenant,
        long arrived,
        double arrivals,
        double seconds,
        double servedSeconds,
        double serviceMeanSeconds,
        double serviceDeviationSeconds,
        double silentSeconds) {

    /**
     * Service times are averaged over so long: they come in runs, since what one user asks is like
     * what he asked before.
     */
    private static final double SERVED_SECONDS = 120;

    /** What one measurement may say against the smoothed one, as a factor. */
    private static final double BELIEVED = 2;

    static TenantTrack first(TenantLoad load) {
        return new TenantTrack(
                load.tenant(),
                load.arrived(),
                0,
                0,
                0,
                seconds(load.serviceMean()),
                seconds(load.serviceDeviation()),
                0);
    }

    /** After a gap, a new epoch or a step of the clock: what came meanwhile is not counted. */
    TenantTrack resumed(TenantLoad load) {
        return new TenantTrack(
                tenant,
                load.arrived(),
                arrivals,
                seconds,
                servedSeconds,
                serviceMeanSeconds,
                serviceDeviationSeconds,
                0);
    }

    /**
     * The next observation.
     *
     * @param elapsedSeconds since the last one, more than 0
     * @param memorySeconds after which what came counts a third
     */
    TenantTrack observed(TenantLoad load, double elapsedSeconds, double memorySeconds) {
        long more = load.arrived() - arrived;
        if (more < 0) {
            return resumed(load);
        }
        boolean hasWork = load.waiting() > 0 || load.inFlight() > 0;
        double kept = Math.exp(-elapsedSeconds / memorySeconds);
        double served =
                load.serviceMean().isZero()
                        ? servedSeconds
                        : Math.min(SERVED_SECONDS, servedSeconds + elapsedSeconds);
        double weight = served > 0 ? Math.min(1, elapsedSeconds / served) : 1;
        return new TenantTrack(
                tenant,
                load.arrived(),
                arrivals * kept + more,
                seconds * kept + elapsedSeconds,
                served,
                smoothed(serviceMeanSeconds, seconds(load.serviceMean()), weight),
                smoothed(serviceDeviationSeconds, seconds(load.serviceDeviation()), weight),
                more == 0 && hasWork ? silentSeconds + elapsedSeconds : 0);
    }

    /** Of its own arrivals. */
    public double ratePerSecond() {
        return seconds > 0 ? arrivals / seconds : 0;
    }

    private static double smoothed(double before, double measured, double weight) {
        if (!(measured > 0)) {
            return before;
        }
        if (before <= 0) {
            return measured;
        }
        double believed = Math.clamp(measured, before / BELIEVED, before * BELIEVED);
        return before + weight * (believed - before);
    }

    private static double seconds(Duration duration) {
        return duration.isNegative() ? 0 : duration.toNanos() / 1e9;
    }
}
