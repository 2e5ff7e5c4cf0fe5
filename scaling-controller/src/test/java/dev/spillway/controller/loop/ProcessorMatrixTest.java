package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.WorkerView;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * The policies that do not look at the queue, against everything that can go wrong: {@code cpu},
 * with workers whose processor use is measured, and {@code fixed}.
 */
final class ProcessorMatrixTest {

    private static final int CALM_SECONDS = 300;

    private IntToDoubleFunction use = ProcessorMatrixTest::calm;
    private World world;

    /** Processors kept busy, spread over the ready workers: eight of them at 70 %. */
    private static double busy(int ready) {
        return 5.6 / ready;
    }

    private static double calm(int ready) {
        return 0.7 / ready;
    }

    /** Lets a policy see what the processors of ready workers do. */
    private record Measured<S>(Policy<S> policy, IntToDoubleFunction use) implements Policy<S> {

        @Override
        public String version() {
            return policy.version();
        }

        @Override
        public Class<S> stateType() {
            return policy.stateType();
        }

        @Override
        public S initialState() {
            return policy.initialState();
        }

        @Override
        public boolean pacesItself() {
            return policy.pacesItself();
        }

        @Override
        public Advice<S> recommend(S state, Observation seen, Instant now) {
            double ratio = use.applyAsDouble(seen.fleet().ready());
            Fleet fleet =
                    new Fleet(
                            seen.fleet().desired(),
                            seen.fleet().workers().stream()
                                    .map(worker -> measured(worker, ratio))
                                    .toList());
            return policy.recommend(state, new Observation(fleet, seen.signal(), seen.goal()), now);
        }

        private static WorkerView measured(WorkerView worker, double ratio) {
            return new WorkerView(
                    worker.id(),
                    worker.state(),
                    worker.started(),
                    worker.ready(),
                    worker.state() == WorkerView.State.READY
                            ? OptionalDouble.of(ratio)
                            : OptionalDouble.empty());
        }
    }

    @BeforeEach
    void aPoolByCpu() {
        world =
                new World(
                        new NoNotes(),
                        Map.of(
                                "cpu",
                                new Measured<>(
                                        Policies.named("cpu"), ready -> use.applyAsDouble(ready))),
                        "cpu",
                        "");
    }

    private int busyFor(int seconds) {
        use = ProcessorMatrixTest::busy;
        world.seconds(seconds);
        int workers = world.decisions.getLast().to();
        assertThat(workers).isEqualTo(8);
        return workers;
    }

    private void calmUpTo(int second) {
        use = ProcessorMatrixTest::calm;
        world.seconds(second);
    }

    @Test
    void withoutAFaultWorkersComeAndGo() {
        int before = busyFor(400);
        calmUpTo(CALM_SECONDS - 15);

        assertThat(world.decisions.getLast().to()).isEqualTo(before);
        world.seconds(45);
        assertThat(world.decisions.getLast().to()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void afterAFaultNobodyGoesBeforeCalmWasWatchedAnew(Fault fault) {
        int before = busyFor(400);
        calmUpTo(CALM_SECONDS - 15);
        int decided = world.decisions.size();
        fault.strike(world);
        world.seconds(CALM_SECONDS - 15);

        assertThat(world.decisions.subList(decided, world.decisions.size()))
                .extracting(Decision::to)
                .containsOnly(before);
    }

    /** Without a number there is no calm and no load. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
    void whatIsNoShareMovesNobody(double ratio) {
        busyFor(400);
        use = _ -> ratio;
        world.seconds(1000);
        assertThat(world.decisions.getLast().to()).isEqualTo(8);

        calmUpTo(400);
        assertThat(world.decisions.getLast().to()).isEqualTo(2);
        use = _ -> ratio;
        world.seconds(1000);
        assertThat(world.decisions.getLast().to()).isEqualTo(2);
    }

    /** Zeros are believed, but not against the requests that are in flight: 16 for each worker. */
    @Test
    void zerosTakeNobodyAwayWhoHoldsRequests() {
        busyFor(400);
        world.queue.inFlight = 100;
        use = _ -> 0;
        world.seconds(1000);
        assertThat(world.decisions.getLast().to()).isEqualTo(7);

        world.queue.inFlight = 2;
        world.seconds(400);
        assertThat(world.decisions.getLast().to()).isEqualTo(2);
    }

    /** What the processors do may be new; nobody knows how old the rest is. */
    @Test
    void nobodyComesWhileTheQueueIsSilent() {
        world.seconds(60);
        world.queue.down = true;
        world.seconds(10);
        use = ProcessorMatrixTest::busy;
        world.seconds(600);
        assertThat(world.decisions.getLast().to()).isEqualTo(2);

        world.queue.down = false;
        busyFor(60);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFixedNumberStaysWhatItIs(Fault fault) {
        world = new World(new NoNotes(), Map.of(), "fixed:replicas=4", "");
        world.queue.waiting = 90;
        world.seconds(400);
        fault.strike(world);
        world.queue.waiting = 0;
        world.seconds(400);

        assertThat(world.decisions.subList(20, world.decisions.size()))
                .extracting(Decision::to)
                .containsOnly(4);
    }
}
