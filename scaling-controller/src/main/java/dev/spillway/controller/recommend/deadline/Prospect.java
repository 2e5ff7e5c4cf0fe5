package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.forecast.Analogs;
import dev.spillway.controller.recommend.forecast.Quantiles;
import dev.spillway.controller.recommend.forecast.SeasonalForecast;

import java.util.Arrays;
import java.util.List;

/**
 * One tenant's demand now, and the equally likely ones of the next minutes.
 *
 * @param present now
 * @param ahead for each of the next minutes its rates a second, ascending
 * @param season the same by its season; empty while nobody listens to it
 */
// Made anew for each decision and only read.
@SuppressWarnings("ArrayRecordComponent")
record Prospect(Demand present, double[][] ahead, double[][] season) {

    static final int SCENARIOS = Quantiles.COUNT;

    /** A tenant that sends less than one request in a minute and a half is idle. */
    private static final double IDLE_RATE = 0.011;

    static Prospect of(Demand present, SeasonalForecast forecast, boolean usesForecast) {
        int minutes = SeasonalForecast.MINUTES_AHEAD;
        double[][] ahead = Analogs.ratesAhead(forecast.history(), present.ratePerSecond(), minutes);
        double[][] season = new double[0][];
        if (usesForecast && forecast.isHeard()) {
            season = new double[minutes][];
            for (int minute = 1; minute <= minutes; minute++) {
                season[minute - 1] = forecast.ratesAhead(minute).orElseThrow();
            }
        }
        return new Prospect(present, ahead, season);
    }

    boolean hasSeason() {
        return season.length > 0;
    }

    boolean isIdle() {
        return present.ratePerSecond() <= IDLE_RATE
                && present.backlogSeconds() <= 0
                && Arrays.stream(ahead).allMatch(rates -> rates[SCENARIOS - 1] <= IDLE_RATE)
                && Arrays.stream(season).allMatch(rates -> rates[SCENARIOS - 1] <= IDLE_RATE);
    }

    /**
     * One of the demands.
     *
     * @param minute 0 for now
     * @param scenario 0 to {@link #SCENARIOS} - 1; there is but one for now
     * @param growth by which it is larger, as a share
     * @param seasonal by its season, where that is listened to
     */
    Demand demand(int minute, int scenario, double growth, boolean seasonal) {
        if (minute == 0) {
            return growth == 0
                    ? present
                    : present.at(present.ratePerSecond() * (1 + growth), present.backlogSeconds());
        }
        return present.at(rates(minute, seasonal)[scenario] * (1 + growth), 0);
    }

    /** The rates of a minute to come, ascending. */
    double[] rates(int minute, boolean seasonal) {
        return (seasonal && hasSeason() ? season : ahead)[minute - 1];
    }

    /**
     * Tenants do not all rise together: the deviations of each, so scaled that the scenarios' sums
     * deviate as sums of independent loads do.
     */
    static List<Prospect> independent(List<Prospect> all) {
        if (all.size() < 2) {
            return all;
        }
        return all.stream()
                .map(
                        prospect ->
                                new Prospect(
                                        prospect.present,
                                        scaled(all, prospect.ahead, false),
                                        scaled(all, prospect.season, true)))
                .toList();
    }

    private static double[][] scaled(List<Prospect> all, double[][] rates, boolean seasonal) {
        double[][] scaled = new double[rates.length][];
        for (int minute = 0; minute < rates.length; minute++) {
            double ratio = ratio(all, minute, seasonal);
            double mean = mean(rates[minute]);
            scaled[minute] =
                    Arrays.stream(rates[minute])
                            .map(rate -> mean + ratio * (rate - mean))
                            .toArray();
        }
        return scaled;
    }

    /** The deviation of the sum, if independent, over the sum of the deviations. */
    private static double ratio(List<Prospect> all, int minute, boolean seasonal) {
        double deviations = 0;
        double variances = 0;
        for (Prospect prospect : all) {
            double[][] rates = seasonal && prospect.hasSeason() ? prospect.season : prospect.ahead;
            double work = prospect.present.service().meanSeconds();
            double mean = mean(rates[minute]);
            double variance = 0;
            for (double rate : rates[minute]) {
                variance += (rate - mean) * (rate - mean) / SCENARIOS;
            }
            variance *= work * work;
            variances += variance;
            deviations += Math.sqrt(variance);
        }
        return deviations > 0 ? Math.sqrt(variances) / deviations : 1;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
