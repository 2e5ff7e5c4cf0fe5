package dev.spillway.controller.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.simulate.Distribution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Workers are ready by the named time in 99 of 100 cases, and not much earlier. */
final class ReadyByTest {

    private static final long SEED = 20260105;
    private static final Duration ASSUMED = Duration.ofSeconds(90);

    enum Starts {
        /** Local processes. */
        QUICK,
        /** Pods, 30 to 90 seconds. */
        PODS,
        /** Skewed to the right. */
        SKEWED,
        /** One of ten has to pull its image. */
        TWO_KINDS,
        /** In the middle of the series a larger model makes every start slower by half. */
        SLOWER_LATER;

        double sampleSeconds(int event, RandomGenerator random) {
            return switch (this) {
                case QUICK -> Distribution.LogNormal.of(2.5, 0.4).sampleSeconds(random);
                case PODS -> random.nextDouble(30, 90);
                case SKEWED -> Distribution.LogNormal.of(45, 12).sampleSeconds(random);
                case TWO_KINDS ->
                        (random.nextDouble() < 0.1 ? 55 : 12) * random.nextDouble(0.9, 1.2);
                case SLOWER_LATER ->
                        Distribution.LogNormal.of(event < 500 ? 30 : 45, 6).sampleSeconds(random);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void workersAreReadyInTimeAndNotMuchEarlier(Starts starts) {
        ReadyBySimulation.Outcome outcome =
                ReadyBySimulation.run(starts::sampleSeconds, ASSUMED, SEED);

        System.out.printf(
                "ready by nine, %s: %.1f %% in time, median %.1f s early (five minutes fixed: %.1f s)%n",
                starts,
                100 * outcome.readyRatio(),
                outcome.medianEarliness().toMillis() / 1000.0,
                outcome.fixedEarliness().toMillis() / 1000.0);
        assertThat(outcome.readyRatio()).as("seed %d", SEED).isGreaterThanOrEqualTo(0.99);
        assertThat(outcome.medianEarliness()).isLessThanOrEqualTo(Duration.ofSeconds(90));
    }
}
