package dev.spillway.controller.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.simulate.Distribution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/** Workers are ready by the named time in 99 of 100 cases, and not much earlier. */
final class ReadyByTest {

    private static final long SEED = 20260105;
    private static final Duration ASSUMED = Duration.ofSeconds(90);

    enum Starts {
        /** Local processes. */
        QUICK(ReadyBySimulation.always(Distribution.LogNormal.of(2.5, 0.4))),
        /** Pods, 30 to 90 seconds. */
        PODS((_, random) -> random.nextDouble(30, 90)),
        /** Skewed to the right. */
        SKEWED(ReadyBySimulation.always(Distribution.LogNormal.of(45, 12))),
        /** One of ten has to pull its image. */
        TWO_KINDS(
                (_, random) -> (random.nextDouble() < 0.1 ? 55 : 12) * random.nextDouble(0.9, 1.2)),
        /** In the middle of the series a larger model makes every start slower by half. */
        SLOWER_LATER(
                (event, random) ->
                        Distribution.LogNormal.of(event < 500 ? 30 : 45, 6).sampleSeconds(random));

        private final ReadyBySimulation.StartupTimes times;

        Starts(ReadyBySimulation.StartupTimes times) {
            this.times = times;
        }
    }

    @ParameterizedTest
    @EnumSource
    void workersAreReadyInTimeAndNotMuchEarlier(Starts starts) {
        ReadyBySimulation.Outcome outcome = ReadyBySimulation.run(starts.times, ASSUMED, SEED);

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
