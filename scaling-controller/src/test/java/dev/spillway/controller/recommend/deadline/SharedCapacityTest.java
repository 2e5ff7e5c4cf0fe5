package dev.spillway.controller.recommend.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.recommend.forecast.SeasonalForecast;
import dev.spillway.controller.recommend.queueing.Demand;
import dev.spillway.controller.recommend.queueing.Mix;
import dev.spillway.controller.recommend.queueing.ServiceTime;
import dev.spillway.controller.recommend.traffic.Burst;
import dev.spillway.controller.recommend.traffic.Minutes;
import dev.spillway.controller.recommend.traffic.RecentArrivals;
import dev.spillway.controller.recommend.traffic.Traffic;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

final class SharedCapacityTest {

    private static final ServiceTime SERVICE = new ServiceTime(0.154, 0.033);
    private final SharedCapacity sharing = new SharedCapacity(SharedCapacitySettings.DEFAULT);

    /** A pool that keeps so many workers busy. */
    private static Claimant pool(String name, double load, int held, int wanted) {
        SeasonalForecast past = SeasonalForecast.NONE;
        for (int minute = 0; minute < 60; minute++) {
            past = past.after(load / 0.154 * (1 + 0.02 * (minute % 3)));
        }
        Traffic traffic =
                new Traffic(
                        new RecentArrivals(List.of(), 60, 60),
                        new Burst(1, 0, 0),
                        new Minutes(0, 0, 0, past));
        RatesAhead ahead = RatesAhead.of(traffic, load / 0.154, false);
        Mix present = new Mix(List.of(new Demand(load / 0.154, 1, SERVICE, 0.72, 1, 0)));
        return new Claimant(
                name,
                1,
                1,
                held,
                wanted,
                () -> new Outlook(new LeftOver(present, 0), ahead, 1, new Outlook.Span(60, 60)));
    }

    @Test
    void givesAllThatIsWantedWhereItFitsAndAsksForNoOutlook() {
        Claimant silent =
                new Claimant(
                        "a",
                        1,
                        1,
                        2,
                        3,
                        () -> {
                            throw new IllegalStateException("not needed");
                        });

        assertThat(sharing.allocate(6, List.of(silent, silent), Served.UNKNOWN))
                .containsExactly(3, 3);
    }

    @Test
    void savesWholeMinutesWhereNotAllCanBeSaved() {
        // Five workers: 1.5 busy need two and 2.5 need three; two and a half each would save
        // nobody.
        assertThat(
                        sharing.allocate(
                                5,
                                List.of(pool("a", 1.5, 3, 3), pool("b", 2.5, 2, 4)),
                                Served.UNKNOWN))
                .containsExactly(2, 3);
    }

    @Test
    void takesTheSpareOfOneForTheNeedOfAnother() {
        assertThat(
                        sharing.allocate(
                                        8,
                                        List.of(pool("idle", 0.2, 5, 5), pool("busy", 4.2, 3, 6)),
                                        Served.UNKNOWN)[1])
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void movesNothingForNothing() {
        List<Claimant> even =
                List.of(pool("a", 2.45, 3, 4), pool("b", 2.5, 3, 4), pool("c", 2.4, 3, 4));

        assertThat(sharing.allocate(9, even, Served.UNKNOWN)).containsExactly(3, 3, 3);
    }

    @Test
    void turnsToThePoolThatWasServedWorse() {
        List<Claimant> alike = List.of(pool("a", 3.3, 2, 4), pool("b", 3.3, 2, 4));
        Served unfair = new Served(Map.of("a", 0.9, "b", 0.2));

        int[] plan = sharing.allocate(5, alike, unfair);

        assertThat(plan[1]).isEqualTo(4);
        assertThat(Arrays.stream(plan).sum()).isEqualTo(5);
    }

    @Test
    void keepsWithinCapacityAndGuaranteesAlways() {
        SplittableRandom random = new SplittableRandom(17);
        for (int number = 0; number < 300; number++) {
            int pools = random.nextInt(1, 12);
            Claimant[] claimants = new Claimant[pools];
            for (int i = 0; i < pools; i++) {
                claimants[i] =
                        pool(
                                "p" + i,
                                random.nextDouble(0.01, 6),
                                random.nextInt(1, 6),
                                random.nextInt(1, 9));
            }
            int capacity = random.nextInt(pools, pools * 6);
            int[] plan = sharing.allocate(capacity, List.of(claimants), Served.UNKNOWN);
            assertThat(Arrays.stream(plan).sum()).isLessThanOrEqualTo(capacity);
            assertThat(Arrays.stream(plan).min().orElseThrow()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void remembersHowPoolsFaredForAnHourOrSo() {
        Served served = Served.UNKNOWN;
        for (int second = 0; second < 3600; second++) {
            served = served.after(1, Map.of("good", 0.0, "bad", 1.0));
        }

        assertThat(served.shares().get("good")).isCloseTo(1, within(1e-9));
        assertThat(served.shares().get("bad")).isCloseTo(Math.exp(-1), within(0.001));
        assertThat(served.urgency("bad", 1)).isCloseTo(Math.E, within(0.01));
        assertThat(served.urgency("bad", 0)).isEqualTo(1);
        assertThat(served.urgency("new", 1)).isEqualTo(1);
        assertThat(served.after(1, Map.of("good", 0.0)).shares()).doesNotContainKey("bad");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> pool("a", 1, -1, 1))
                .hasMessage(
                        "pool a of weight 1.0 is guaranteed 1 workers, holds -1 and wants 1; a weight is needed, and none can be negative");
        assertThatThrownBy(() -> new SharedCapacitySettings(65, 0, 0, 0))
                .hasMessageStartingWith("moves take 65.0 s and are judged for 0.0 s");
    }
}
