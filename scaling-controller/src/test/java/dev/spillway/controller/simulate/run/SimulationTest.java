package dev.spillway.controller.simulate.run;

import static dev.spillway.controller.simulate.run.Scenarios.MINUTE;
import static dev.spillway.controller.simulate.run.Scenarios.SECOND;
import static dev.spillway.controller.simulate.run.Scenarios.aScenario;
import static dev.spillway.controller.simulate.run.Scenarios.exponential;
import static dev.spillway.controller.simulate.run.Scenarios.perSecond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.fleet.Nodes;
import dev.spillway.controller.simulate.line.WaitingLine.Discipline;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.simulate.score.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

final class SimulationTest {

    private static Scenarios busy() {
        return aScenario()
                .slotsPerWorker(4)
                .workers(2, 1, 12)
                .tenant("steady", 1, perSecond(10), exponential(0.2))
                .tenant(
                        "spiky",
                        2,
                        new Arrivals.Poisson(new Rate.Square(60, 5, 120, 0.3)),
                        Distribution.LogNormal.of(0.2, 0.3),
                        40,
                        20 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 99})
    void repeatsItselfToTheLastBit(long seed) {
        Outcome once = busy().queueDepth(seed);
        Outcome again = busy().queueDepth(seed);

        assertThat(again).usingRecursiveComparison().isEqualTo(once);
        assertThat(busy().queueDepth(seed + 1).totals()).isNotEqualTo(once.totals());
    }

    @Test
    void givesEveryPolicyTheSameRequests() {
        assertThat(busy().fixed(3, 5).totals().arrived())
                .isEqualTo(busy().queueDepth(5).totals().arrived());
    }

    /** Nothing gets lost, whatever dies or is refused. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void accountsForEveryRequest(long seed) {
        Outcome.Totals totals =
                busy().draining(1)
                        .fault(new Fault.WorkerCrash(4 * MINUTE + 20 * SECOND, "pool", 2))
                        .fault(new Fault.StoreLoss(4 * MINUTE + 30 * SECOND))
                        .queueDepth(seed)
                        .totals();

        assertThat(totals.answered() + totals.dropped() + totals.unfinished())
                .isEqualTo(totals.arrived());
        assertThat(totals.unfinished()).isZero();
        assertThat(totals.dropped()).isPositive();
        // Two of 12 workers die at the height of a spike, each with something in its hands.
        assertThat(totals.handedBack()).isPositive();
    }

    @Test
    void leavesUnfinishedWhatNobodyServes() {
        Outcome.Totals totals =
                aScenario()
                        .workers(0, 0, 1)
                        .tenant("one", 1, perSecond(1), exponential(0.1))
                        .fixed(0, 1)
                        .totals();

        assertThat(totals.unfinished()).isEqualTo(totals.arrived()).isPositive();
        assertThat(totals.violationRatio()).isEqualTo(1);
    }

    @Test
    void refusesBeyondTheQueueLimit() {
        Outcome outcome =
                aScenario()
                        .tenant(
                                "one",
                                1,
                                new Arrivals.Even(new Rate.Constant(20)),
                                new Distribution.Constant(0.1),
                                5,
                                TenantPlan.NEVER)
                        .fixed(1, 1);

        // Half of them, and those answered wait for five others.
        assertThat(outcome.totals().dropped() / (double) outcome.totals().arrived())
                .isCloseTo(0.5, within(0.01));
        assertThat(outcome.totals().p99Millis()).isLessThan(620);
    }

    @Test
    void sharesByWeightWhenAllAreBacklogged() {
        Outcome outcome =
                aScenario()
                        .slotsPerWorker(4)
                        .workers(2, 1, 2)
                        .tenant("one", 1, perSecond(100), exponential(0.1))
                        .tenant("two", 2, perSecond(100), exponential(0.2))
                        .tenant("five", 5, perSecond(400), exponential(0.1))
                        .lasting(20 * MINUTE)
                        .fixed(2, 1);

        double[] work = {servedIn(outcome, 0) * 0.1, servedIn(outcome, 1) * 0.2, 0};
        work[2] = servedIn(outcome, 2) * 0.1;
        double total = work[0] + work[1] + work[2];
        assertThat(work[0] / total).isCloseTo(1 / 8.0, within(0.005));
        assertThat(work[1] / total).isCloseTo(2 / 8.0, within(0.005));
        assertThat(work[2] / total).isCloseTo(5 / 8.0, within(0.005));
    }

    private static double servedIn(Outcome outcome, int tenant) {
        return outcome.tenants().get(tenant).answered();
    }

    @Test
    void keepsAQuietTenantsLatencyUnderAFlood() {
        Scenarios calm = aScenario().slotsPerWorker(40).tenant("quiet", 1, perSecond(20), work());
        double alone = calm.fixed(1, 1).tenants().getFirst().p95Millis();

        Scenarios fair = flooded(Discipline.FAIR);
        Scenarios fifo = flooded(Discipline.FIFO);

        assertThat(fair.fixed(1, 1).tenants().getFirst().p95Millis()).isLessThan(1.1 * alone);
        assertThat(fifo.fixed(1, 1).tenants().getFirst().p95Millis()).isGreaterThan(10 * alone);
    }

    private static Scenarios flooded(Discipline discipline) {
        return aScenario()
                .served(discipline)
                .slotsPerWorker(40)
                .tenant("quiet", 1, perSecond(20), work())
                .tenant("flood", 1, perSecond(1000), work());
    }

    private static Distribution work() {
        return Distribution.LogNormal.of(0.2, 0.05);
    }

    @Test
    void startsWorkersOnlyAsNodesAllow() {
        Outcome outcome =
                aScenario()
                        .workers(2, 2, 50)
                        .on(new Nodes.Plan(4, 1, 3, new Distribution.Constant(120), 1_000_000))
                        .tenant("one", 1, perSecond(100), exponential(1))
                        .queueDepth(1);

        assertThat(outcome.totals().peakReplicas()).isEqualTo(12);
        Outcome.PoolCourse course = outcome.pools().getFirst();
        int[] ready = course.ready();
        int beforeNodes = (int) (110 / course.stepSeconds());
        assertThat(ready[beforeNodes]).isLessThanOrEqualTo(4);
        assertThat(ready[ready.length - 1]).isEqualTo(12);
    }

    @Test
    void countsWhatAQuotaRefuses() {
        Outcome outcome =
                aScenario()
                        .workers(1, 1, 50)
                        .quota(5)
                        .tenant("one", 1, perSecond(50), exponential(1))
                        .queueDepth(1);

        assertThat(outcome.totals().peakReplicas()).isEqualTo(5);
        assertThat(outcome.totals().quotaRejections()).isPositive();
    }

    @Test
    void measuresHowLongAfterAMomentAllIsWell() {
        Outcome outcome =
                aScenario()
                        .slotsPerWorker(4)
                        .workers(2, 2, 20)
                        .startingIn(new Distribution.Constant(40))
                        .targetQueueDepth(2)
                        .tenant(
                                "one",
                                1,
                                new Rate.Steps(
                                        List.of(
                                                new Rate.Steps.Step(0, 20),
                                                new Rate.Steps.Step(300, 80))),
                                exponential(0.2))
                        .lasting(15 * MINUTE)
                        .moment("spike", 5 * MINUTE)
                        .queueDepth(1);

        Outcome.MomentScore spike = outcome.moments().getFirst();
        assertThat(spike.decidedAfterSeconds()).isBetween(0.0, 5.0);
        assertThat(spike.readyAfterSeconds()).isBetween(40.0, 45.0);
        assertThat(spike.stableAfterSeconds()).isBetween(40.0, 180.0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FREEZE", "NAN", "SPIKE"})
    void neverScalesDownOnAFaultThatCanBeSeen(Fault.Sight.Kind kind) {
        Scenarios healthy = busy().lasting(20 * MINUTE);
        Scenarios sick =
                busy().lasting(20 * MINUTE)
                        .fault(new Fault.Sight(kind, 2 * MINUTE, 15 * MINUTE, 3));

        assertThat(leastReady(sick.queueDepth(1), 3, 16))
                .isGreaterThanOrEqualTo(leastReady(healthy.queueDepth(1), 3, 16));
    }

    /** Three workers committed at 40 % off and the rest at ten cents an hour. */
    private static final PriceBook COMMITTED =
            new PriceBook(
                    "committed",
                    Scenarios.PRICES.currency(),
                    Optional.empty(),
                    PriceBook.THIRTY_DAYS,
                    Scenarios.PRICES.pod(),
                    Optional.empty(),
                    List.of(new PriceBook.Commitment("base", 3, new BigDecimal("0.40"))),
                    List.of());

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # workers, warm-up in hours, plain, with three committed
                    4,         0,                9.60,  6.72
                    4,         12,               4.80,  3.36
                    2,         0,                4.80,  4.32
                    """)
    void costsWhatThePriceBookSays(int workers, long warmUp, String plain, String committed) {
        Scenarios day =
                aScenario()
                        .lasting(24 * 60 * MINUTE)
                        .warmingUpFor(warmUp * 60 * MINUTE)
                        .workers(workers, 1, 50)
                        .tenant("acme", 1, perSecond(0.01), exponential(1));

        assertThat(day.fixed(workers, 1).totals().cost()).hasToString(plain + " USD");
        Outcome outcome = day.priced(COMMITTED).fixed(workers, 1);
        assertThat(outcome.totals().cost()).hasToString(committed + " USD");
        assertThat(outcome.paid()).isSorted().hasSize(480);
        if (warmUp == 0) {
            assertThat(outcome.paid().getLast()).hasToString(committed + " USD");
        }
    }

    private static int leastReady(Outcome outcome, int fromMinute, int untilMinute) {
        Outcome.PoolCourse course = outcome.pools().getFirst();
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < course.desired().length; i++) {
            double minute = i * course.stepSeconds() / 60;
            if (minute >= fromMinute && minute < untilMinute) {
                least = Math.min(least, course.desired()[i]);
            }
        }
        return least;
    }
}
