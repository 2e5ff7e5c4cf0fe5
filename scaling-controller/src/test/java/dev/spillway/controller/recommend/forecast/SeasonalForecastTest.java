package dev.spillway.controller.recommend.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

final class SeasonalForecastTest {

    private static final int PERIOD = 15;

    private static SeasonalForecast after(int minutes, IntToDoubleFunction rate) {
        SeasonalForecast forecast = SeasonalForecast.NONE;
        for (int minute = 0; minute < minutes; minute++) {
            forecast = forecast.after(rate.applyAsDouble(minute));
        }
        return forecast;
    }

    /** Ten a second, thirty in every fifteenth minute, and 3 % noise. */
    private static IntToDoubleFunction spiky(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return minute ->
                (minute % PERIOD == 0 ? 30 : 10) * (1 + 0.06 * (random.nextDouble() - 0.5));
    }

    @Test
    void findsThePeriodAndSeesTheNextSpikeComing() {
        SeasonalForecast forecast = after(8 * PERIOD - 2, spiky(1));

        assertThat(forecast.periodMinutes() % PERIOD).isZero();
        assertThat(forecast.audit().inUse()).isTrue();
        // The minute after the next one is the spike's.
        assertThat(mean(forecast.ratesAhead(1).orElseThrow())).isCloseTo(10, within(2.0));
        double[] spike = forecast.ratesAhead(3).orElseThrow();
        assertThat(mean(forecast.ratesAhead(2).orElseThrow())).isCloseTo(10, within(2.0));
        assertThat(mean(spike)).isCloseTo(30, within(4.0));
        assertThat(spike).isSorted();
    }

    /** Mean absolute percentage error of the rate three minutes ahead, over six hours after six. */
    @Test
    void errsLessThanThePresentDoes() {
        SplittableRandom random = new SplittableRandom(3);
        double[] rates = new double[12 * 60];
        for (int minute = 0; minute < rates.length; minute++) {
            rates[minute] =
                    (20 + 15 * Math.sin(2 * Math.PI * minute / 60))
                            * (1 + 0.1 * (random.nextDouble() - 0.5));
        }
        SeasonalForecast forecast = SeasonalForecast.NONE;
        double seasonal = 0;
        double naive = 0;
        int inUse = 0;
        for (int minute = 0; minute < rates.length - 3; minute++) {
            forecast = forecast.after(rates[minute]);
            if (minute >= 6 * 60 && forecast.ratesAhead(3).isPresent()) {
                double actual = rates[minute + 3];
                double mean = mean(forecast.ratesAhead(3).orElseThrow());
                seasonal += Math.abs(mean - actual) / actual;
                naive += Math.abs(rates[minute] - actual) / actual;
                inUse++;
            }
        }
        System.out.printf(
                "three minutes ahead: MAPE %.1f %% by the season, %.1f %% by the present (%d minutes)%n",
                100 * seasonal / inUse, 100 * naive / inUse, inUse);

        assertThat(inUse).isGreaterThan(300);
        assertThat(seasonal / inUse).isLessThan(0.06).isLessThan(0.5 * naive / inUse);
    }

    @Test
    void isSilentWithoutASeason() {
        SplittableRandom random = new SplittableRandom(5);
        double[] walk = {10};
        SeasonalForecast wandering = SeasonalForecast.NONE;
        int inUse = 0;
        for (int minute = 0; minute < 1000; minute++) {
            walk[0] *= Math.exp(0.1 * random.nextGaussian());
            wandering = wandering.after(walk[0]);
            inUse += wandering.ratesAhead(1).isPresent() ? 1 : 0;
        }

        assertThat(inUse).isLessThan(20);
    }

    @Test
    void switchesItselfOffWhenTheSeasonMovesAway() {
        SeasonalForecast forecast = after(10 * PERIOD, spiky(2));
        assertThat(forecast.audit().inUse()).isTrue();

        SplittableRandom random = new SplittableRandom(3);
        int minutes = 0;
        while (forecast.audit().inUse() && minutes < 240) {
            // Whoever listened would be wrong each time: spikes come when none is due.
            forecast = forecast.after(random.nextInt(4) == 0 ? 30 : 10);
            minutes++;
        }
        assertThat(forecast.audit().inUse()).isFalse();
        assertThat(minutes).isLessThan(60);
        assertThat(forecast.audit().seasonalLoss())
                .isGreaterThanOrEqualTo(forecast.audit().naiveLoss());
    }

    @Test
    void saysNothingBeforeItHasAPast() {
        assertThat(SeasonalForecast.NONE.ratesAhead(1)).isEmpty();
        assertThat(after(12, spiky(1)).ratesAhead(1)).isEmpty();
    }

    @Test
    void takesSilentMinutes() {
        SeasonalForecast forecast = after(100, _ -> 0);

        assertThat(forecast.history().size()).isEqualTo(100);
        assertThat(forecast.audit().inUse()).isFalse();
    }

    @Test
    void isCarriedByJson() {
        JsonMapper json = JsonMapper.builder().build();
        SeasonalForecast forecast = after(70, spiky(4));

        assertThat(json.readValue(json.writeValueAsString(forecast), SeasonalForecast.class))
                .isEqualTo(forecast);
    }

    @Test
    void asksWhatFollowedMinutesLikeThisOne() {
        RateHistory history = RateHistory.EMPTY;
        for (int minute = 0; minute < 120; minute++) {
            history = history.plus(minute % 4 == 3 ? 40 : 10);
        }

        double[][] afterHigh = Analogs.ratesAhead(history, 40, 0, 2);
        double[][] afterLow = Analogs.ratesAhead(history, 10, 0, 2);
        assertThat(afterHigh[0][0]).isCloseTo(10, within(1e-6));
        assertThat(afterHigh[0][Quantiles.COUNT - 1]).isCloseTo(10, within(1e-6));
        assertThat(mean(afterLow[0])).isBetween(15.0, 25.0);
        assertThat(afterLow[0][Quantiles.COUNT - 1]).isCloseTo(40, within(1e-6));
    }

    @Test
    void takesNoMinuteForAnAnalogThatWasNothingLikeThisOne() {
        RateHistory history = RateHistory.EMPTY;
        for (int minute = 0; minute < 8; minute++) {
            history = history.plus(20);
        }
        double[] rates = Analogs.ratesAhead(history.plus(200), 200, 0, 1)[0];

        // The one jump from 20 to 200 does not say that 200 becomes 2000.
        assertThat(rates[Quantiles.COUNT - 1]).isLessThan(300);
    }

    @Test
    void expectsNoMinuteFarAboveAllThatWereSeen() {
        RateHistory history = RateHistory.EMPTY;
        SeasonalForecast forecast = SeasonalForecast.NONE;
        for (int minute = 0; minute < 200; minute++) {
            // Nothing and then much: by factors, that is a rise of 2000.
            double rate = minute % 5 < 2 ? 0.01 : 5 + minute % 7 * 2.5;
            history = history.plus(rate);
            forecast = forecast.after(rate);
            double[] similar = Analogs.ratesAhead(history, rate, 0, 1)[0];
            double[] season = forecast.ratesAhead(1).orElse(new double[] {0});
            assertThat(similar[similar.length - 1]).isLessThan(25);
            assertThat(season[season.length - 1]).isLessThan(25);
        }
    }

    @Test
    void takesChanceForNoMovement() {
        SplittableRandom random = new SplittableRandom(11);
        RateHistory history = RateHistory.EMPTY;
        for (int minute = 0; minute < 120; minute++) {
            history = history.plus(10 * (1 + 0.1 * random.nextGaussian()));
        }
        double[] taken = Analogs.ratesAhead(history, 10, 0, 1)[0];
        double[] known = Analogs.ratesAhead(history, 10, 2 * 0.1 * 0.1, 1)[0];

        assertThat(taken[Quantiles.COUNT - 1]).isGreaterThan(11.5);
        assertThat(known[Quantiles.COUNT - 1]).isLessThan(11);
    }

    @Test
    void expectsTheUnknownOfAShortPast() {
        double[] rates = Analogs.ratesAhead(RateHistory.EMPTY, 10, 0, 1)[0];

        assertThat(rates[0]).isLessThan(9);
        assertThat(rates[Quantiles.COUNT - 1]).isGreaterThan(11);
    }

    @Test
    void cutsSamplesIntoEqualSlices() {
        double[] slices = Quantiles.of(new double[] {4, 1, 3, 2});

        assertThat(slices).hasSize(Quantiles.COUNT).isSorted();
        assertThat(mean(slices)).isCloseTo(2.5, within(1e-9));
        assertThat(mean(Quantiles.of(new double[] {1, 2, 3, 4, 5, 6, 7})))
                .isCloseTo(4, within(1e-9));
        double[] many = new double[100];
        Arrays.setAll(many, i -> 99 - i);
        assertThat(Quantiles.of(many)).isSorted();
        assertThat(mean(Quantiles.of(many))).isCloseTo(49.5, within(1e-9));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
