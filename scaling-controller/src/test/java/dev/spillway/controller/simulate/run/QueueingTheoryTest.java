package dev.spillway.controller.simulate.run;

import static dev.spillway.controller.simulate.run.Scenarios.MINUTE;
import static dev.spillway.controller.simulate.run.Scenarios.aScenario;
import static dev.spillway.controller.simulate.run.Scenarios.exponential;
import static dev.spillway.controller.simulate.run.Scenarios.perSecond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.line.WaitingLine.Discipline;
import dev.spillway.controller.simulate.score.Outcome;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator against what queueing theory knows exactly. */
final class QueueingTheoryTest {

    /** M/M/c: mean wait is {@code C(c, a) / (c mu - lambda)}, by Erlang's second formula. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1, 1, 0.5
                    1, 1, 0.8
                    4, 1, 0.8
                    1, 8, 0.9
                    3, 4, 0.7
                    """)
    void answersInTheTimeOfErlang(int workers, int slots, double busy) {
        double mean = 0.1;
        int servers = workers * slots;
        double lambda = busy * servers / mean;

        Outcome outcome =
                aScenario()
                        .served(Discipline.FIFO)
                        .slotsPerWorker(slots)
                        .workers(workers, 1, workers)
                        .lasting(((long) (250_000 / lambda)) * Scenarios.SECOND)
                        .tenant("one", 1, perSecond(lambda), exponential(mean))
                        .fixed(workers, 7);

        double wait = erlangC(servers, lambda * mean) / (servers / mean - lambda);
        assertThat(outcome.totals().meanMillis())
                .isCloseTo(1000 * (wait + mean), Percentage.withPercentage(5));
        assertThat(1 - outcome.totals().unusedRatio()).isCloseTo(busy, within(0.01));
    }

    private static double erlangC(int servers, double load) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < servers; k++) {
            term *= load / k;
            sum += term;
        }
        double last = term * load / servers * servers / (servers - load);
        return last / (sum + last);
    }

    /** M/D/1: half the wait of M/M/1. M/G/1 by Pollaczek and Khinchine. */
    @ParameterizedTest
    @CsvSource({"0.0", "0.5", "2.0"})
    void waitsAsPollaczekAndKhinchineSay(double variation) {
        double mean = 0.1;
        double lambda = 7;
        Distribution work =
                variation == 0
                        ? new Distribution.Constant(mean)
                        : Distribution.LogNormal.of(mean, variation * mean);

        Outcome outcome =
                aScenario()
                        .served(Discipline.FIFO)
                        .lasting(40_000 * Scenarios.SECOND)
                        .tenant("one", 1, perSecond(lambda), work)
                        .fixed(1, 11);

        double busy = lambda * mean;
        double wait = busy / (1 - busy) * mean * (1 + variation * variation) / 2;
        assertThat(outcome.totals().meanMillis())
                .isCloseTo(1000 * (wait + mean), Percentage.withPercentage(8));
    }

    /** Requests in the system = rate x time in it, whatever the discipline. */
    @ParameterizedTest
    @CsvSource({"FIFO", "FAIR"})
    void keepsLittlesLaw(Discipline discipline) {
        Outcome outcome =
                aScenario()
                        .served(discipline)
                        .slotsPerWorker(4)
                        .workers(2, 1, 2)
                        .lasting(120 * MINUTE)
                        .tenant("one", 1, perSecond(20), exponential(0.2))
                        .tenant("other", 3, perSecond(10), exponential(0.1))
                        .fixed(2, 3);

        double inSystem = 0;
        Outcome.PoolCourse course = outcome.pools().getFirst();
        for (int i = 0; i < course.inFlight().length; i++) {
            inSystem += course.inFlight()[i] + course.meanWaiting()[i];
        }
        inSystem /= course.inFlight().length;
        double rate = outcome.totals().arrived() / (120 * 60.0);
        assertThat(inSystem)
                .isCloseTo(
                        rate * outcome.totals().meanMillis() / 1000, Percentage.withPercentage(4));
    }
}
