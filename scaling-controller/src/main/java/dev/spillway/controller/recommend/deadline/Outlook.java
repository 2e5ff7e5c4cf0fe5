package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.forecast.SeasonalForecast;
import dev.spillway.controller.recommend.queueing.Demand;
import dev.spillway.controller.recommend.queueing.MissCurve;
import dev.spillway.controller.recommend.queueing.Mix;
import dev.spillway.controller.recommend.traffic.Minutes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the next minutes may bring to a pool, and what share of its requests would miss their
 * deadline then with so many workers. Minute 0 is the rest of the present one.
 */
public final class Outlook {

    /** The last minute there is; what comes later is taken to be like it. */
    static final int LAST_MINUTE = SeasonalForecast.MINUTES_AHEAD;

    private static final double MINUTE_SECONDS = Minutes.LENGTH_SECONDS;

    /** Shares below this are none. */
    private static final double NOTHING = 1e-6;

    /** Shares above this are all. */
    private static final double EVERYTHING = 0.9999;

    /** Fewer arrivals in the time that is looked at are none. */
    private static final double IDLE_ARRIVALS = 0.66;

    /** What is in the way of those who come is worked off in so long, */
    private static final double CATCH_UP_SECONDS = 120;

    /** unless that takes more than this share of what comes. */
    private static final double MOST_CATCH_UP = 0.5;

    private final Mix present;
    private final double overdueSeconds;
    private final RatesAhead ahead;
    private final Span span;
    private final int slotsPerWorker;
    private final Map<Integer, double[]> missesByMinute = new HashMap<>();
    private final Map<Integer, MissCurve> curves = new HashMap<>();

    /**
     * Lengths of time.
     *
     * @param leftSeconds of the present minute
     * @param horizonSeconds for which the rate of a minute is taken to last
     */
    record Span(double leftSeconds, double horizonSeconds) {}

    Outlook(LeftOver leftOver, RatesAhead ahead, int slotsPerWorker, Span span) {
        this.present = leftOver.mix();
        this.overdueSeconds = leftOver.overdueSeconds();
        this.ahead = ahead;
        this.slotsPerWorker = slotsPerWorker;
        this.span = span;
    }

    /**
     * The share that misses with so many workers between two times from now, the tenants by weight.
     */
    public double missShare(int replicas, double fromSeconds, double toSeconds) {
        double[] byMinute = missesByMinute.computeIfAbsent(replicas, Outlook::unknown);
        double sum = 0;
        for (int minute = 0; minute <= LAST_MINUTE; minute++) {
            double begin = minute == 0 ? 0 : span.leftSeconds() + (minute - 1) * MINUTE_SECONDS;
            double end =
                    minute == LAST_MINUTE
                            ? Double.POSITIVE_INFINITY
                            : span.leftSeconds() + minute * MINUTE_SECONDS;
            double overlap = Math.min(end, toSeconds) - Math.max(begin, fromSeconds);
            if (overlap > 0) {
                if (Double.isNaN(byMinute[minute])) {
                    byMinute[minute] = mean(expected(replicas, minute));
                }
                sum += overlap * byMinute[minute];
            }
        }
        return sum / (toSeconds - fromSeconds);
    }

    private static double[] unknown(int replicas) {
        double[] byMinute = new double[LAST_MINUTE + 1];
        Arrays.fill(byMinute, Double.NaN);
        return byMinute;
    }

    /**
     * The fewest workers with which no tenant misses more than so much in any of the minutes.
     *
     * @param growth by which every load is larger, as a share
     * @param guess near which to look first
     */
    int least(double targetMiss, double growth, int lastMinute, int guess) {
        if (isIdle()) {
            return 0;
        }
        // A patient flood may wait: even less than the load can be enough.
        int low = 0;
        int enough = Math.max(1, guess);
        int step = 1;
        while (!suffices(enough, targetMiss, growth, lastMinute) && enough < 1_000_000) {
            low = enough;
            enough += step;
            step *= 2;
        }
        if (low == 0) {
            step = 1;
            while (enough - step > 0 && suffices(enough - step, targetMiss, growth, lastMinute)) {
                enough -= step;
                step *= 2;
            }
            low = Math.max(0, enough - step);
        }
        while (enough - low > 1) {
            int middle = low + (enough - low) / 2;
            if (suffices(middle, targetMiss, growth, lastMinute)) {
                enough = middle;
            } else {
                low = middle;
            }
        }
        return enough;
    }

    /** The fewest workers that get what is overdue out of the way, besides all that comes. */
    int leastToCatchUp() {
        if (overdueSeconds <= 0) {
            return 0;
        }
        double extra = Math.min(overdueSeconds / CATCH_UP_SECONDS, MOST_CATCH_UP * present.load());
        return (int) Math.ceil((present.load() + extra) / slotsPerWorker);
    }

    /** Nothing waits, and what may come keeps no server busy. */
    private boolean isIdle() {
        List<Demand> demands = present.demands();
        double least = IDLE_ARRIVALS / span.horizonSeconds();
        return demands.stream().allMatch(demand -> demand.backlogSeconds() <= 0)
                && present.ratePerSecond() <= least
                && ahead.highest() <= least;
    }

    /** The largest share that any tenant misses in any minute. */
    double worst(int replicas, int lastMinute) {
        double worst = 0;
        for (int minute = 0; minute <= lastMinute; minute++) {
            worst = Math.max(worst, most(misses(replicas, minute, 0)));
        }
        return worst;
    }

    private boolean suffices(int replicas, double targetMiss, double growth, int lastMinute) {
        for (int minute = 0; minute <= lastMinute; minute++) {
            if (most(misses(replicas, minute, growth)) > targetMiss) {
                return false;
            }
        }
        return true;
    }

    private static double most(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private double mean(double[] misses) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < misses.length; i++) {
            double weight = present.demands().get(i).weight();
            sum += weight * misses[i];
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0;
    }

    /** Each tenant's share of misses, the season's opinion and the other's counting alike. */
    private double[] expected(int replicas, int minute) {
        double[] misses = misses(replicas, minute, 0, false);
        if (minute > 0 && ahead.hasSeason()) {
            double[] seasonal = misses(replicas, minute, 0, true);
            for (int i = 0; i < misses.length; i++) {
                misses[i] = (misses[i] + seasonal[i]) / 2;
            }
        }
        return misses;
    }

    /** Each tenant's share of misses; the season's where it is listened to and expects more. */
    private double[] misses(int replicas, int minute, double growth) {
        double[] misses = misses(replicas, minute, growth, false);
        if (minute > 0 && ahead.hasSeason()) {
            double[] seasonal = misses(replicas, minute, growth, true);
            for (int i = 0; i < misses.length; i++) {
                misses[i] = Math.max(misses[i], seasonal[i]);
            }
        }
        return misses;
    }

    private double[] misses(int replicas, int minute, double growth, boolean seasonal) {
        if (minute == 0) {
            double servers = (double) replicas * slotsPerWorker;
            return present.missShares(growth, servers, span.horizonSeconds());
        }
        MissCurve curve = curves.computeIfAbsent(replicas, this::curve);
        double[] logRates = ahead.logRates(minute, seasonal);
        double logGrowth = growth == 0 ? 0 : Math.log1p(growth);
        double[] sum = new double[present.demands().size()];
        curve.addTo(sum, logRates[0] + logGrowth);
        if (least(sum) > EVERYTHING) {
            return sum;
        }
        // Scenarios ascend: below one that misses nothing, none does.
        for (int scenario = logRates.length - 1; scenario > 0; scenario--) {
            if (curve.addTo(sum, logRates[scenario] + logGrowth) < NOTHING) {
                break;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= logRates.length;
        }
        return sum;
    }

    private static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private MissCurve curve(int replicas) {
        double servers = (double) replicas * slotsPerWorker;
        return new MissCurve(present, servers, span.horizonSeconds());
    }
}
