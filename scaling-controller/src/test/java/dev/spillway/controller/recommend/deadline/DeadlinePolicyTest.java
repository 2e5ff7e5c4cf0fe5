package dev.spillway.controller.recommend.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class DeadlinePolicyTest {

    private static final Duration STARTUP = Duration.ofSeconds(10);

    private static SimulatedPool pool(int workers) {
        return new SimulatedPool(new DeadlinePolicy(), workers, STARTUP, 1);
    }

    @Test
    void growsToTheNeedInOneStep() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(120, 5);
        int before = pool.desired;
        int steps = 0;
        for (int second = 0; second < 3; second++) {
            int was = pool.desired;
            pool.second(90);
            steps += pool.desired > was ? 1 : 0;
        }

        // 90 a second keep 18 workers busy.
        assertThat(before).isLessThan(5);
        assertThat(pool.desired).isBetween(19, 30);
        assertThat(steps).isLessThanOrEqualTo(2);
    }

    @Test
    void shrinksOnlyAfterACalmTimeAndOneByOne() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(300, 60);
        int busy = pool.desired;
        pool.poissonSeconds(280, 10);
        assertThat(pool.desired).isEqualTo(busy);

        int largest = 0;
        for (int second = 0; second < 400; second++) {
            int was = pool.desired;
            pool.poissonSeconds(1, 10);
            largest = Math.max(largest, was - pool.desired);
        }
        assertThat(largest).isEqualTo(1);
        assertThat(pool.desired).isBetween(3, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 120})
    void countsWorkersOnTheirWayOnce(int startupSeconds) {
        SimulatedPool pool =
                new SimulatedPool(new DeadlinePolicy(), 4, Duration.ofSeconds(startupSeconds), 5);
        pool.poissonSeconds(300, 10);
        pool.poissonSeconds(60, 60);
        int first = pool.desired;
        pool.poissonSeconds(240, 60);

        assertThat(first).isGreaterThanOrEqualTo(13);
        assertThat(pool.most).isLessThanOrEqualTo((int) Math.ceil(1.1 * pool.desired) + 1);
    }

    @Test
    void wantsNoMoreBecauseOldRequestsPileUpWhileWorkersStart() {
        SimulatedPool pool = new SimulatedPool(new DeadlinePolicy(), 3, Duration.ofSeconds(60), 5);
        pool.poissonSeconds(420, 10);
        // Ten times the load: 20 busy workers, and a minute until there are any.
        pool.poissonSeconds(300, 100);

        assertThat(pool.desired).isGreaterThan(20);
        assertThat(pool.most).isLessThanOrEqualTo(30);
    }

    @Test
    void doesNotTurnForADayOfNoise() {
        SimulatedPool pool = pool(4);
        pool.poissonSeconds(1200, 20);
        pool.reversals = 0;
        int before = pool.desired;
        for (int second = 0; second < 24 * 3600; second++) {
            double waits = pool.noise(0.05);
            double serves = pool.noise(0.05);
            pool.second(
                    20 * pool.noise(0.05),
                    seen ->
                            SimulatedPool.withLoad(
                                    seen,
                                    SimulatedPool.load(
                                            (long) (pool.waiting * waits),
                                            pool.arrived,
                                            SimulatedPool.SERVICE_SECONDS * serves)));
        }

        assertThat(pool.reversals).isZero();
        assertThat(pool.desired).isBetween(before - 2, before);
    }

    @Test
    void doesNotTurnOftenForADayOfPoissonArrivals() {
        SimulatedPool pool = pool(4);
        pool.poissonSeconds(24 * 3600, 20);

        assertThat(pool.reversals).isLessThanOrEqualTo(4);
    }

    @Test
    void seesARealStepWithinSeconds() {
        SimulatedPool pool = pool(4);
        pool.poissonSeconds(1200, 20);
        int before = pool.desired;
        int seconds = 0;
        while (pool.desired <= before && seconds < 60) {
            pool.poissonSeconds(1, 40);
            seconds++;
        }

        assertThat(seconds).isLessThanOrEqualTo(10);
    }

    @Test
    void holdsOnWhatIsOldOrMissingAndIsCalmAnewAfterwards() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(300, 60);
        int busy = pool.desired;
        pool.poissonSeconds(290, 10);
        Load high = SimulatedPool.load(100_000, pool.arrived + 1_000_000, 60);
        for (int second = 0; second < 600; second++) {
            pool.now = pool.now.plusSeconds(1);
            Signal signal =
                    second % 2 == 0
                            ? new Signal.Stale(high, Duration.ofSeconds(20))
                            : new Signal.Missing();
            Observation seen = pool.observation();
            pool.decide(new Observation(seen.fleet(), signal, seen.goal()));
            assertThat(pool.last)
                    .isEqualTo(
                            new Recommendation.Hold(
                                    second % 2 == 0 ? Reason.SIGNAL_STALE : Reason.SIGNAL_MISSING));
        }
        pool.poissonSeconds(280, 10);

        assertThat(pool.desired).isEqualTo(busy);
        pool.poissonSeconds(60, 10);
        assertThat(pool.desired).isLessThan(busy);
    }

    @Test
    void doesNotBelieveACounterThatFellToZero() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(600, 60);
        int busy = pool.desired;
        for (int second = 0; second < 900; second++) {
            pool.second(60, seen -> SimulatedPool.withLoad(seen, load(pool.waiting, 12, 0)));
        }

        assertThat(pool.desired).isBetween(busy - 1, busy);
    }

    @Test
    void doesNotBelieveTheZerosOfADeadExporter() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(600, 60);
        int busy = pool.desired;
        zeros(pool, 600);

        assertThat(pool.desired).isEqualTo(busy);
        assertThat(pool.last).isEqualTo(new Recommendation.Hold(Reason.SIGNAL_IMPLAUSIBLE));

        pool.poissonSeconds(60, 60);
        assertThat(pool.last).isInstanceOf(Recommendation.Replicas.class);
        assertThat(pool.desired).isEqualTo(busy);
    }

    @Test
    void believesZerosThatLastOrThatLeaveTheCountBehind() {
        SimulatedPool begunAnew = pool(2);
        begunAnew.poissonSeconds(600, 60);
        zeros(begunAnew, 1500);
        assertThat(begunAnew.desired).isLessThan(4);

        SimulatedPool ended = pool(2);
        ended.poissonSeconds(600, 60);
        ended.poissonSeconds(120, 0);
        assertThat(ended.last).isInstanceOf(Recommendation.Replicas.class);
    }

    private static void zeros(SimulatedPool pool, int seconds) {
        for (int second = 0; second < seconds; second++) {
            pool.second(60, seen -> SimulatedPool.withLoad(seen, load(0, 0, 0)));
        }
    }

    private static Load load(double waiting, long inFlight, long arrived) {
        return new Load(
                "epoch",
                (long) waiting,
                inFlight,
                List.of(
                        new TenantLoad(
                                "acme",
                                1,
                                Duration.ofSeconds(1),
                                (long) waiting,
                                inFlight,
                                Duration.ZERO,
                                arrived,
                                Duration.ZERO,
                                Duration.ZERO)),
                Optional.empty());
    }

    @Test
    void doesNotBelieveASingleMeasurement() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(600, 20);
        int before = pool.desired;
        pool.second(
                20,
                seen -> SimulatedPool.withLoad(seen, SimulatedPool.load(0, pool.arrived, 100.0)));
        pool.second(
                20, seen -> SimulatedPool.withLoad(seen, SimulatedPool.load(0, pool.arrived, 0)));
        pool.second(
                20,
                seen ->
                        SimulatedPool.withLoad(
                                seen, SimulatedPool.load(1_000_000, pool.arrived, 0.2)));
        pool.poissonSeconds(10, 20);

        assertThat(pool.desired).isLessThanOrEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-7200, -61, -2, 61, 600, 7200, 86_400})
    void isCalmAnewAfterAStepOfTheClock(long step) {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(600, 60);
        int busy = pool.desired;
        pool.poissonSeconds(280, 10);
        pool.now = pool.now.plusSeconds(step);
        pool.second(10);
        assertThat(pool.desired).as("right after the step").isEqualTo(busy);
        pool.poissonSeconds(260, 10);

        assertThat(pool.desired).as("before it was calm for long enough").isEqualTo(busy);
        pool.poissonSeconds(120, 10);
        assertThat(pool.desired).as("afterwards").isLessThan(busy);
        assertThat(pool.most).isEqualTo(busy);
    }

    @Test
    void startsAnewWithAnotherEpoch() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(600, 60);
        int busy = pool.desired;
        Load other = SimulatedPool.load(0, 5, SimulatedPool.SERVICE_SECONDS);
        pool.second(
                60,
                seen ->
                        SimulatedPool.withLoad(
                                seen, new Load("other", 0, 3, other.tenants(), Optional.empty())));

        assertThat(pool.desired).isEqualTo(busy);
    }

    @Test
    void decidesTheSameAfterARestartAnywhere() {
        DeadlinePolicy policy = new DeadlinePolicy();
        JsonMapper json = JsonMapper.builder().build();
        SimulatedPool pool = new SimulatedPool(policy, 3, STARTUP, 9);
        DeadlineState restarted = policy.initialState();
        int decisions = 0;
        for (int step = 0; step < 1000; step++) {
            pool.now = pool.now.plusSeconds(3);
            double rate = step % 100 < 50 ? 20 : 45 + step % 7;
            pool.second(pool.poisson(rate));
            // Every second decision is made by a controller that has just been started.
            if (step % 2 == 0) {
                restarted = json.readValue(json.writeValueAsString(restarted), DeadlineState.class);
            }
            Observation seen = pool.observation();
            Advice<DeadlineState> advice = policy.recommend(pool.state, seen, pool.now);
            Advice<DeadlineState> again =
                    policy.recommend(
                            json.readValue(
                                    json.writeValueAsString(pool.state), DeadlineState.class),
                            seen,
                            pool.now);
            assertThat(again).isEqualTo(advice);
            decisions++;
        }

        assertThat(decisions).isGreaterThanOrEqualTo(500);
    }

    @Test
    void runsOnFromEveryPointAsIfItHadNeverStopped() {
        DeadlinePolicy policy = new DeadlinePolicy();
        JsonMapper json = JsonMapper.builder().build();
        SimulatedPool pool = new SimulatedPool(policy, 3, STARTUP, 9);
        List<Observation> seen = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        List<Recommendation> decided = new ArrayList<>();
        for (int second = 0; second < 1500; second++) {
            pool.second(
                    pool.poisson(second % 400 < 200 ? 20 : 50),
                    what -> {
                        seen.add(what);
                        times.add(pool.now);
                        return what;
                    });
            decided.add(pool.last);
        }
        DeadlineState state = policy.initialState();
        for (int i = 0; i < seen.size(); i++) {
            if (i % 3 == 0) {
                state = json.readValue(json.writeValueAsString(state), DeadlineState.class);
            }
            Advice<DeadlineState> advice = policy.recommend(state, seen.get(i), times.get(i));
            assertThat(advice.recommendation()).as("decision %d", i).isEqualTo(decided.get(i));
            state = advice.next();
        }
    }

    @Test
    void goesByTheQueueUntilAServiceTimeIsKnown() {
        Load load = new Load("epoch", 95, 0, List.of(), Optional.empty());
        Observation seen =
                new Observation(
                        new Fleet(2, List.of()),
                        new Signal.Fresh(load, Duration.ZERO),
                        new Goal(10, 4, 1, 100, STARTUP));
        DeadlinePolicy policy = new DeadlinePolicy();

        assertThat(policy.recommend(policy.initialState(), seen, Instant.EPOCH).recommendation())
                .isEqualTo(
                        new Recommendation.Replicas(
                                10,
                                Reason.SERVICE_UNKNOWN,
                                new Fact("waiting requests", 95),
                                new Fact("waiting requests a worker may have", 10)));
    }

    @Test
    void letsAFloodCountForItsOwnDeadlineOnly() {
        Flooded calm = new Flooded(0, 10, Duration.ofSeconds(1));
        Flooded full = new Flooded(20_000, 10, Duration.ofHours(2));
        Flooded patient = new Flooded(20_000, 100, Duration.ofHours(2));
        Flooded hasty = new Flooded(0, 100, Duration.ofSeconds(1));

        assertThat(calm.need()).isBetween(7, 10);
        assertThat(full.need()).isBetween(calm.need() - 1, calm.need() + 2);
        assertThat(patient.need()).isBetween(calm.need() - 4, calm.need() + 2);
        assertThat(hasty.need()).isGreaterThan(24);
    }

    /** Three tenants share a pool; one of them is like this, the others send ten a second. */
    private record Flooded(long waiting, long ratePerSecond, Duration deadline) {

        int need() {
            DeadlinePolicy policy = new DeadlinePolicy();
            DeadlineState state = policy.initialState();
            int need = 0;
            for (int second = 0; second < 180; second++) {
                List<TenantLoad> tenants = new ArrayList<>();
                for (int tenant = 0; tenant < 3; tenant++) {
                    tenants.add(
                            new TenantLoad(
                                    "t" + tenant,
                                    1,
                                    tenant == 0 ? deadline : Duration.ofSeconds(1),
                                    tenant == 0 ? waiting : 0,
                                    2,
                                    Duration.ZERO,
                                    (tenant == 0 ? ratePerSecond : 10) * second,
                                    Duration.ofMillis(200),
                                    Duration.ofMillis(60)));
                }
                Load load = new Load("e", waiting, 6, tenants, Optional.empty());
                Advice<DeadlineState> advice =
                        policy.recommend(
                                state,
                                new Observation(
                                        new Fleet(1, List.of()),
                                        new Signal.Fresh(load, Duration.ZERO),
                                        new Goal(10, 1, 1, 1000, STARTUP)),
                                SimulatedPool.START.plusSeconds(second));
                state = advice.next();
                need = ((Recommendation.Replicas) advice.recommendation()).replicas();
            }
            return need;
        }
    }

    @Test
    void saysWhatItGoesBy() {
        SimulatedPool pool = pool(2);
        pool.poissonSeconds(60, 30);

        assertThat(pool.last.facts())
                .extracting(Fact::name)
                .contains(
                        "load in busy slots",
                        "workers on their way",
                        "predicted share of misses with them",
                        "workers needed");
        assertThat(new DeadlinePolicy().version())
                .isEqualTo("deadline/2 targetMiss=0.01 calm=PT5M margin=0.1 forecast=true");
        assertThat(new DeadlinePolicy().pacesItself()).isTrue();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> DeadlineSettings.DEFAULT.withTargetMiss(0))
                .hasMessage("targetMiss is 0.0; it must be more than 0 and at most 0.5");
        assertThatThrownBy(() -> new DeadlineSettings(0.1, Duration.ofSeconds(-1), 0, true))
                .hasMessage("calm is PT-1S and margin 0.0; neither can be negative");
    }
}
