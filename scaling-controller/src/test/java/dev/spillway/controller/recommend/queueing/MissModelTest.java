package dev.spillway.controller.recommend.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

final class MissModelTest {

    private static final ServiceTime SERVICE = new ServiceTime(0.154, 0.033);

    private static double miss(double load, double servers, double backlog) {
        return MissModel.missShare(
                load / SERVICE.meanSeconds(), 1, SERVICE, servers, 0.72, backlog, 60);
    }

    /** Measured on a simulated queue: the whole range in which the number of servers decides. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0.7, 1
                    0.9, 1
                    1.2, 1
                    1.5, 2
                    1.8, 2
                    2.0, 2
                    2.3, 2
                    2.7, 3
                    3.0, 3
                    3.3, 3
                    3.5, 4
                    3.8, 4
                    """)
    void comesNearASimulatedQueue(double load, int servers) {
        double simulated = simulate(load, servers, 400);

        assertThat(miss(load, servers, 0))
                .as("%s busy servers of %d: simulated %.3f", load, servers, simulated)
                .isCloseTo(simulated, within(0.09));
    }

    @Test
    void isTheTailOfAllenAndCunneenInTheLongRun() {
        double load = 2.5;
        double servers = 3;
        double spread = 1 + SERVICE.squaredVariation();
        double delay = Math.pow(load / servers, Math.sqrt(8) - 1);
        double slack = 0.72 - SERVICE.meanSeconds();
        double tail =
                delay * Math.exp(-2 * (servers - load) * slack / (SERVICE.meanSeconds() * spread));

        assertThat(
                        MissModel.missShare(
                                load / SERVICE.meanSeconds(), 1, SERVICE, servers, 0.72, 0, 1e5))
                .isCloseTo(tail, within(0.001));
    }

    @Test
    void isCertainInOverloadAndNothingWithRoom() {
        assertThat(miss(5, 2, 0)).isGreaterThan(0.98);
        assertThat(miss(1, 4, 0)).isZero();
        assertThat(MissModel.missShare(3, 1, SERVICE, 0, 1, 0, 60)).isEqualTo(1);
        assertThat(MissModel.missShare(0, 1, SERVICE, 0, 1, 0, 60)).isZero();
    }

    @Test
    void knowsThatABacklogIsWorkedOff() {
        assertThat(miss(2, 4, 20)).isBetween(0.05, 0.35);
        assertThat(miss(2, 4, 200)).isGreaterThan(0.95);
        assertThat(miss(2, 4, 2)).isLessThan(0.01);
    }

    @Test
    void isMoreForBurstierArrivals() {
        double poisson = miss(1.6, 2, 0);
        double bursty =
                MissModel.missShare(1.6 / SERVICE.meanSeconds(), 3, SERVICE, 2, 0.72, 0, 60);

        assertThat(bursty).isGreaterThan(2 * poisson);
    }

    @Test
    void neverPunishesWorkThatIsLongerThanItsDeadline() {
        ServiceTime slow = new ServiceTime(2, 2);

        assertThat(MissModel.missShare(1, 1, slow, 30, 1, 0, 60)).isLessThan(0.001);
    }

    @Test
    void isAShareAndFallsWithServersAndRisesWithLoad() {
        SplittableRandom random = new SplittableRandom(3);
        for (int number = 0; number < 100_000; number++) {
            double load = Math.exp(random.nextDouble(-6, 6));
            double servers = Math.exp(random.nextDouble(-1, 6));
            double backlog = random.nextBoolean() ? 0 : Math.exp(random.nextDouble(-3, 8));
            double mean = Math.exp(random.nextDouble(-6, 3));
            ServiceTime service = new ServiceTime(mean, mean * random.nextDouble(0, 2));
            double deadline = mean * Math.exp(random.nextDouble(-1, 5));
            double rate = load / mean;
            double miss = MissModel.missShare(rate, 1, service, servers, deadline, backlog, 60);
            double more =
                    MissModel.missShare(rate, 1, service, servers * 1.3, deadline, backlog, 60);
            double busier =
                    MissModel.missShare(rate * 1.3, 1, service, servers, deadline, backlog, 60);
            assertThat(miss).as("case %d", number).isBetween(0.0, 1.0);
            assertThat(more).as("case %d", number).isLessThanOrEqualTo(miss + 0.03);
            assertThat(busier).as("case %d", number).isGreaterThanOrEqualTo(miss - 0.03);
        }
    }

    /** A minute of arrivals to a queue that is empty at first, many times over. */
    private static double simulate(double load, int servers, int minutes) {
        SplittableRandom random = new SplittableRandom(1);
        double mu = Math.log(0.154) - Math.log1p(0.0459) / 2;
        double sigma = Math.sqrt(Math.log1p(0.0459));
        long arrivals = 0;
        long late = 0;
        for (int minute = 0; minute < minutes; minute++) {
            PriorityQueue<Double> free = new PriorityQueue<>();
            for (int server = 0; server < servers; server++) {
                free.add(0.0);
            }
            for (double now = 0; ; ) {
                now += random.nextExponential() * 0.154 / load;
                if (now > 60) {
                    break;
                }
                double begins = Math.max(now, free.remove());
                double ends = begins + Math.exp(mu + sigma * random.nextGaussian());
                free.add(ends);
                arrivals++;
                late += ends - now > 0.72 ? 1 : 0;
            }
        }
        return (double) late / arrivals;
    }
}
