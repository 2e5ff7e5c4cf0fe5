package dev.spillway.controller.recommend.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

final class FrugalityTest {

    private static Burdened pool(int tenants, int slots, int workers) {
        return new Burdened(new DeadlinePolicy(), tenants, slots, 0.8, 40, workers);
    }

    @Test
    void doesNotAddUpWhatEachTenantMightNeed() {
        Burdened pool = pool(200, 4, 12);
        pool.run(1200, _ -> 0.2);

        // 32 slots are busy; each tenant's own rate moves by half of itself from minute to minute.
        assertThat(pool.desired).isBetween(9, 12);
        assertThat(pool.most).isLessThanOrEqualTo(14);
    }

    @Test
    void asksForLittleMoreThanAFloodKeepsBusy() {
        Burdened pool = pool(45, 4, 20);
        pool.run(420, _ -> 0.5);
        // 72.5 a second keep 58 slots busy: 14.5 workers, and the first second says but roughly so.
        pool.run(600, tenant -> tenant == 0 ? 50.5 : 0.5);

        assertThat(pool.most).isLessThanOrEqualTo(24);
        assertThat(pool.desired).isGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.0, 2.6, 3.3, 4.1})
    void noiseTurnsNothing(double ratePerSecond) {
        Burdened pool = pool(3, 8, 3);
        pool.noise = 0.05;
        pool.run(1800, _ -> ratePerSecond);
        pool.reversals = 0;
        pool.run(6 * 3600, _ -> ratePerSecond);

        assertThat(pool.reversals).isZero();
    }

    @Test
    void chanceTurnsLittle() {
        Burdened pool = pool(3, 8, 3);
        pool.run(1800, _ -> 2.6);
        pool.reversals = 0;
        pool.run(6 * 3600, _ -> 2.6);

        assertThat(pool.reversals).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 200})
    void aSlipIsOneStepUp(int queries) {
        Burdened pool = pool(1, 4, 3);
        pool.run(300, _ -> 4);
        pool.ups = 0;
        pool.run(5, _ -> 4 + queries / 5.0);
        pool.run(900, _ -> 4);

        assertThat(pool.ups).isLessThanOrEqualTo(1);
    }

    @Test
    void comesBackToWhatIsEnoughAfterAFlood() {
        DeadlineSettings quick = new DeadlineSettings(0.01, Duration.ofSeconds(15), 0.1, true);
        Burdened pool = new Burdened(new DeadlinePolicy(quick), 9, 16, 0.8, 4, 2);
        pool.run(360, _ -> 2);
        pool.run(60, tenant -> tenant == 0 ? 80 : 2);
        assertThat(pool.desired).isGreaterThanOrEqualTo(5);
        pool.run(60, _ -> 2);

        // 14.4 slots are busy: two workers of 16.
        assertThat(pool.desired).isEqualTo(2);
    }

    @Test
    void watchesLongRequestsForLong() {
        Burdened pool = new Burdened(new DeadlinePolicy(), 1, 1, 900, 120, 10);
        pool.run(4 * 3600, _ -> 0.005);
        pool.reversals = 0;
        pool.run(12 * 3600, _ -> 0.005);

        assertThat(pool.reversals).isLessThanOrEqualTo(12);
    }

    @Test
    void waitsForItsFirstWorkersBeforeItAsksForMore() {
        Burdened pool = new Burdened(new DeadlinePolicy(), 1, 10, 0.1, 25, 0);
        pool.run(20, _ -> 100);

        assertThat(pool.ups).isLessThanOrEqualTo(2);
    }
}
