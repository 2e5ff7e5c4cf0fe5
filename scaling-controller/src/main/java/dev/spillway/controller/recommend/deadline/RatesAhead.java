package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.forecast.Analogs;
import dev.spillway.controller.recommend.forecast.Quantiles;
import dev.spillway.controller.recommend.forecast.SeasonalForecast;
import dev.spillway.controller.recommend.traffic.Minutes;
import dev.spillway.controller.recommend.traffic.Traffic;

/**
 * The equally likely rates of a pool's next minutes, as natural logarithms of requests a second.
 *
 * @param similar for each of them, ascending, by what followed similar minutes
 * @param season the same by the season; empty while nobody listens to it
 */
// Made anew for each decision and only read.
@SuppressWarnings("ArrayRecordComponent")
record RatesAhead(double[][] similar, double[][] season) {

    static final int SCENARIOS = Quantiles.COUNT;

    static RatesAhead of(Traffic traffic, double ratePerSecond, boolean usesForecast) {
        SeasonalForecast forecast = traffic.minutes().forecast();
        double present = Math.max(traffic.recent().leastRatePerSecond(), ratePerSecond);
        int minutes = SeasonalForecast.MINUTES_AHEAD;
        double[][] similar =
                logarithms(
                        Analogs.ratesAhead(
                                forecast.history(), present, chance(traffic, present), minutes));
        double[][] season = new double[0][];
        if (usesForecast && forecast.hasHeardSeason()) {
            season = new double[minutes][];
            for (int minute = 1; minute <= minutes; minute++) {
                season[minute - 1] = forecast.ratesAhead(minute).orElseThrow();
            }
            season = logarithms(season);
        }
        return new RatesAhead(similar, season);
    }

    /** By how much two minutes of one rate differ in chance: the variance of the logarithm. */
    private static double chance(Traffic traffic, double ratePerSecond) {
        double seconds = Math.max(Minutes.LENGTH_SECONDS, traffic.recent().seconds());
        return traffic.burst().dispersion()
                / ratePerSecond
                * (1.0 / Minutes.LENGTH_SECONDS + 1 / seconds);
    }

    private static double[][] logarithms(double[][] rates) {
        double[][] logarithms = new double[rates.length][];
        for (int minute = 0; minute < rates.length; minute++) {
            double[] logs = rates[minute].clone();
            for (int i = 0; i < logs.length; i++) {
                logs[i] = Math.log(logs[i]);
            }
            logarithms[minute] = logs;
        }
        return logarithms;
    }

    boolean hasSeason() {
        return season.length > 0;
    }

    /** Of a minute to come, 1 or more; by the season only where there is one. */
    double[] logRates(int minute, boolean seasonal) {
        return (seasonal ? season : similar)[minute - 1];
    }

    /** The highest of all. */
    double highest() {
        double highest = Double.NEGATIVE_INFINITY;
        for (int minute = 0; minute < similar.length; minute++) {
            highest = Math.max(highest, similar[minute][SCENARIOS - 1]);
            if (hasSeason()) {
                highest = Math.max(highest, season[minute][SCENARIOS - 1]);
            }
        }
        return Math.exp(highest);
    }
}
