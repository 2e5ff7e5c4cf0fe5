package dev.spillway.controller.recommend.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.recommend.queueing.Demand;
import dev.spillway.controller.recommend.queueing.Mix;
import dev.spillway.controller.recommend.queueing.ServiceTime;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

final class OutlookTest {

    private static final ServiceTime SERVICE = new ServiceTime(0.2, 0.05);

    private static Mix mix(double ratePerSecond) {
        return new Mix(List.of(new Demand(ratePerSecond, 1, SERVICE, 1, 1, 0)));
    }

    /** The same rate in all three minutes, whatever happens. */
    private static double[][] surely(double ratePerSecond) {
        double[][] rates = new double[3][RatesAhead.SCENARIOS];
        for (double[] minute : rates) {
            Arrays.fill(minute, Math.log(Math.max(0.01, ratePerSecond)));
        }
        return rates;
    }

    private static Outlook outlook(double present, double ahead, double... season) {
        double[][] seasonal = season.length == 0 ? new double[0][] : surely(season[0]);
        return new Outlook(
                new LeftOver(mix(present), 0),
                new RatesAhead(surely(ahead), seasonal),
                1,
                new Outlook.Span(60, 60));
    }

    @Test
    void wantsWhatTheBusiestOfTheMinutesTakes() {
        assertThat(outlook(10, 10).least(0.01, 0, 1, 1)).isEqualTo(3);
        assertThat(outlook(10, 30).least(0.01, 0, 1, 1)).isBetween(7, 8);
        assertThat(outlook(30, 10).least(0.01, 0, 1, 1)).isBetween(7, 8);
        assertThat(outlook(0, 0).least(0.01, 0, 3, 1)).isZero();
    }

    @Test
    void findsTheSameWhereverItBeginsToLook() {
        for (int guess = 1; guess < 30; guess++) {
            assertThat(outlook(10, 30).least(0.01, 0, 1, guess))
                    .isEqualTo(outlook(10, 30).least(0.01, 0, 1, 1));
        }
    }

    @Test
    void neverWantsLessBecauseOfASeason() {
        SplittableRandom random = new SplittableRandom(23);
        for (int number = 0; number < 2_000; number++) {
            double present = random.nextDouble(0.1, 60);
            double ahead = random.nextDouble(0.1, 60);
            double season = random.nextDouble(0.1, 60);
            int with = outlook(present, ahead, season).least(0.01, 0, 3, 1);
            int without = outlook(present, ahead).least(0.01, 0, 3, 1);
            assertThat(with).isGreaterThanOrEqualTo(without);
        }
        assertThat(outlook(10, 10, 50).least(0.01, 0, 1, 1)).isGreaterThan(10);
    }

    @Test
    void weighsBothOpinionsWherePoolsCompete() {
        double quiet = outlook(10, 10).missShare(3, 60, 120);
        double busy = outlook(10, 50).missShare(3, 60, 120);

        assertThat(outlook(10, 10, 50).missShare(3, 60, 120))
                .isCloseTo((quiet + busy) / 2, within(1e-9));
    }

    @Test
    void dividesTimeAmongTheMinutes() {
        double now = outlook(30, 10).missShare(3, 0, 60);
        double later = outlook(30, 10).missShare(3, 60, 120);

        assertThat(now).isGreaterThan(0.9);
        assertThat(later).isLessThan(0.01);
        assertThat(outlook(30, 10).missShare(3, 0, 120)).isCloseTo((now + later) / 2, within(1e-9));
    }

    @Test
    void isNearTheModelBetweenThePointsOfItsCurve() {
        for (double rate = 8; rate < 20; rate += 0.37) {
            double model = mix(rate).missShares(0, 3, 60)[0];
            assertThat(outlook(1, rate).missShare(3, 60, 120))
                    .as("%s a second", rate)
                    .isCloseTo(model, within(0.02));
        }
    }

    @Test
    void worksOffWhatIsOverdueInTwoMinutesWithHalfAsMuchAgainAtMost() {
        assertThat(overdue(0).leastToCatchUp()).isZero();
        assertThat(overdue(120).leastToCatchUp()).isEqualTo((int) Math.ceil(load() + 1));
        assertThat(overdue(1e9).leastToCatchUp()).isEqualTo((int) Math.ceil(1.5 * load()));
    }

    private static Outlook overdue(double seconds) {
        return new Outlook(
                new LeftOver(mix(20), seconds),
                new RatesAhead(surely(20), new double[0][]),
                1,
                new Outlook.Span(60, 60));
    }

    private static double load() {
        return mix(20).load();
    }
}
