package dev.spillway.controller.recommend.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pool's past by the minute, what its season says of the next minutes, and whether that has been
 * better than nothing. The state of the forecast, and the forecast: a minute's rate in, the next
 * state out.
 *
 * @param history the past
 * @param audit whether the season is listened to
 * @param periodMinutes of the season found; 0 while none is
 * @param ahead for each of the next minutes, equally likely rates a second; empty without a season
 * @param seasonalHigh what the season says 90 % of the next minutes stay under, as a logarithm
 * @param naiveHigh what the present says of the same
 */
public record SeasonalForecast(
        RateHistory history,
        Audit audit,
        int periodMinutes,
        List<List<Double>> ahead,
        double seasonalHigh,
        double naiveHigh) {

    /** Minutes that are forecast. */
    public static final int MINUTES_AHEAD = 3;

    private static final int SEARCH_MINUTES = 10;

    public static final SeasonalForecast NONE =
            new SeasonalForecast(RateHistory.EMPTY, Audit.NONE, 0, List.of(), 0, 0);

    public SeasonalForecast {
        ahead = ahead.stream().<List<Double>>map(Series::copyOf).toList();
    }

    /** Scores the last forecast by a minute that is over, and makes the next one. */
    public SeasonalForecast after(double ratePerSecond) {
        RateHistory longer = history.plus(ratePerSecond);
        Audit scored =
                periodMinutes > 0
                        ? audit.score(seasonalHigh, naiveHigh, RateHistory.logOf(ratePerSecond))
                        : audit;
        Optional<Season> found = Season.of(longer, isDue(longer) ? 0 : periodMinutes);
        if (found.isEmpty()) {
            return new SeasonalForecast(longer, scored, 0, List.of(), 0, 0);
        }
        Season season = found.get();
        List<Series> rates = new ArrayList<>();
        for (int minute = 1; minute <= MINUTES_AHEAD; minute++) {
            rates.add(Series.of(season.ratesAhead(longer, minute)));
        }
        double seasonal = Math.log(Quantiles.high(rates.getFirst().toDoubles()));
        return new SeasonalForecast(
                longer,
                scored,
                season.periodMinutes(),
                List.copyOf(rates),
                seasonal,
                naive(longer));
    }

    /**
     * Whether to look for a better period: every tenth minute or so. The digits of the rate are in
     * it so that a thousand pools do not all look in the same one.
     */
    private boolean isDue(RateHistory longer) {
        double latest = longer.at(longer.size() - 1);
        return Math.floorMod(Math.round(latest * 10_000) + audit.scored(), SEARCH_MINUTES) == 0;
    }

    /** What the season says, while it is listened to. */
    public Optional<double[]> ratesAhead(int minutes) {
        if (!hasHeardSeason()) {
            return Optional.empty();
        }
        return Optional.of(
                Series.copyOf(ahead.get(Math.min(minutes, MINUTES_AHEAD) - 1)).toDoubles());
    }

    /** Whether it has a season that is listened to. */
    public boolean hasHeardSeason() {
        return audit.inUse() && !ahead.isEmpty();
    }

    private static double naive(RateHistory history) {
        int from = Math.max(1, history.size() - Season.TESTED);
        double[] changes = new double[history.size() - from];
        for (int i = from; i < history.size(); i++) {
            changes[i - from] = history.at(i) - history.at(i - 1);
        }
        return history.at(history.size() - 1) + Quantiles.high(Quantiles.of(changes));
    }
}
