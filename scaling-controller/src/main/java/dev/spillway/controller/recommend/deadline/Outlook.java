package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.forecast.SeasonalForecast;

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

    private static final double MINUTE_SECONDS = Track.MINUTE_SECONDS;

    /** Shares below this are none. */
    private static final double NOTHING = 1e-6;

    /** Shares above this are all. */
    private static final double EVERYTHING = 0.9999;

    private final List<Prospect> prospects;
    private final boolean hasSeason;
    private final int slotsPerWorker;
    private final double secondsLeft;
    private final Map<Integer, double[]> misses = new HashMap<>();

    private final Map<Double, MissCurve> curves = new HashMap<>();
    private final double[][] logRates = new double[2 * (LAST_MINUTE + 1)][0];

    /**
     * @param prospects of the pool's tenants
     * @param secondsLeft of the present minute
     */
    Outlook(List<Prospect> prospects, int slotsPerWorker, double secondsLeft) {
        this.prospects = prospects;
        this.hasSeason = prospects.stream().anyMatch(Prospect::hasSeason);
        this.slotsPerWorker = slotsPerWorker;
        this.secondsLeft = secondsLeft;
    }

    /** Servers kept busy at the present rates. */
    double load() {
        return prospects.stream().mapToDouble(prospect -> prospect.present().load()).sum();
    }

    /**
     * The share that misses with so many workers between two times from now, the tenants by weight.
     */
    public double missShare(int replicas, double fromSeconds, double toSeconds) {
        double[] byMinute = misses.computeIfAbsent(replicas, this::byMinute);
        double sum = 0;
        for (int minute = 0; minute <= LAST_MINUTE; minute++) {
            double begin = minute == 0 ? 0 : secondsLeft + (minute - 1) * MINUTE_SECONDS;
            double end =
                    minute == LAST_MINUTE
                            ? Double.POSITIVE_INFINITY
                            : secondsLeft + minute * MINUTE_SECONDS;
            double overlap = Math.min(end, toSeconds) - Math.max(begin, fromSeconds);
            sum += overlap > 0 ? overlap * byMinute[minute] : 0;
        }
        return sum / (toSeconds - fromSeconds);
    }

    private double[] byMinute(int replicas) {
        double[] byMinute = new double[LAST_MINUTE + 1];
        for (int minute = 0; minute <= LAST_MINUTE; minute++) {
            byMinute[minute] = mean(expected(replicas, minute));
        }
        return byMinute;
    }

    /** The fewest workers with which no tenant misses more than so much in any of the minutes. */
    int least(double targetMiss, double growth, int lastMinute) {
        if (prospects.stream().allMatch(Prospect::isIdle)) {
            return 0;
        }
        // A patient flood may wait: even less than the load can be enough.
        int low = 0;
        int step = 1;
        int enough = Math.max(1, (int) Math.ceil(load() / slotsPerWorker));
        while (!suffices(enough, targetMiss, growth, lastMinute) && enough < 1_000_000) {
            low = enough;
            enough += step;
            step *= 2;
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

    /** The largest share that any tenant misses in any minute. */
    double worst(int replicas, int lastMinute) {
        double worst = 0;
        for (int minute = 0; minute <= lastMinute; minute++) {
            for (double miss : misses(replicas, minute, 0)) {
                worst = Math.max(worst, miss);
            }
        }
        return worst;
    }

    private boolean suffices(int replicas, double targetMiss, double growth, int lastMinute) {
        for (int minute = 0; minute <= lastMinute; minute++) {
            for (double miss : misses(replicas, minute, growth)) {
                if (miss > targetMiss) {
                    return false;
                }
            }
        }
        return true;
    }

    private double mean(double[] byTenant) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < byTenant.length; i++) {
            double weight = prospects.get(i).present().weight();
            sum += weight * byTenant[i];
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0;
    }

    /** Each tenant's share of misses, the season's opinion and the other's counting alike. */
    private double[] expected(int replicas, int minute) {
        double[] misses = misses(replicas, minute, 0, false);
        if (minute > 0 && hasSeason) {
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
        if (minute > 0 && hasSeason) {
            double[] seasonal = misses(replicas, minute, growth, true);
            for (int i = 0; i < misses.length; i++) {
                misses[i] = Math.max(misses[i], seasonal[i]);
            }
        }
        return misses;
    }

    private double[] misses(int replicas, int minute, double growth, boolean seasonal) {
        double servers = (double) replicas * slotsPerWorker;
        if (prospects.size() == 1 && minute > 0) {
            return new double[] {missesOfOne(servers, minute, growth, seasonal)};
        }
        int scenarios = minute == 0 ? 1 : Prospect.SCENARIOS;
        double[] least = misses(servers, minute, 0, growth, seasonal);
        if (scenarios == 1 || Arrays.stream(least).allMatch(miss -> miss > EVERYTHING)) {
            return least;
        }
        // Scenarios ascend: below one that misses nothing, none does.
        double[] sum = least.clone();
        for (int scenario = scenarios - 1; scenario > 0; scenario--) {
            double[] misses = misses(servers, minute, scenario, growth, seasonal);
            double most = 0;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += misses[i];
                most = Math.max(most, misses[i]);
            }
            if (most < NOTHING) {
                break;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= scenarios;
        }
        return sum;
    }

    private double[] misses(
            double servers, int minute, int scenario, double growth, boolean seasonal) {
        Demand[] demands = new Demand[prospects.size()];
        for (int i = 0; i < demands.length; i++) {
            demands[i] = prospects.get(i).demand(minute, scenario, growth, seasonal);
        }
        return SharedQueue.missShares(demands, servers, MINUTE_SECONDS);
    }

    /** Of a pool's only tenant, by its curve. */
    private double missesOfOne(double servers, int minute, double growth, boolean seasonal) {
        double[] logRates = logRates(minute, seasonal);
        double logGrowth = Math.log1p(growth);
        MissCurve curve =
                curves.computeIfAbsent(
                        servers,
                        number ->
                                new MissCurve(
                                        prospects.getFirst().present(), number, MINUTE_SECONDS));
        double sum = curve.at(logRates[0] + logGrowth);
        if (sum > EVERYTHING) {
            return sum;
        }
        for (int scenario = logRates.length - 1; scenario > 0; scenario--) {
            double miss = curve.at(logRates[scenario] + logGrowth);
            sum += miss;
            if (miss < NOTHING) {
                break;
            }
        }
        return sum / logRates.length;
    }

    /** The logarithms of the rates of a pool's only tenant, worked out once. */
    private double[] logRates(int minute, boolean seasonal) {
        int index = 2 * minute + (seasonal ? 1 : 0);
        double[] known = logRates[index];
        if (known.length == 0) {
            known = prospects.getFirst().rates(minute, seasonal).clone();
            for (int i = 0; i < known.length; i++) {
                known[i] = Math.log(known[i]);
            }
            logRates[index] = known;
        }
        return known;
    }
}
