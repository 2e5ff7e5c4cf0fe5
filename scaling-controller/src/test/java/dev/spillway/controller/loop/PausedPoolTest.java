package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.journal.DecisionJson;
import dev.spillway.controller.journal.JsonNotes;
import dev.spillway.controller.journal.PauseFiles;
import dev.spillway.controller.journal.Replay;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.pause.Ruling;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Timing;
import dev.spillway.controller.prewarm.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Pool shared of 2 to 15 workers in the hands of people, in virtual time. */
final class PausedPoolTest {

    @TempDir private Path folder;

    private static World world(String policy) {
        return new World(new NoNotes(), Map.of(), policy, "");
    }

    private static Order order(Order.Kind kind) {
        return new Order(kind, OptionalInt.empty(), false, "amy", "flood");
    }

    private static Order order(Order.Kind kind, int replicas) {
        return new Order(kind, OptionalInt.of(replicas), false, "amy", "flood");
    }

    /** What comes of an order in the next second. */
    private static OrderDesk.Answer give(World world, String name, Order order) throws Exception {
        CompletableFuture<OrderDesk.Answer> answer = world.order(name, order);
        assertThat(answer).isNotDone();
        world.second();
        assertThat(answer).isDone();
        return answer.get();
    }

    private static PoolState obeyed(World world, Order order) throws Exception {
        OrderDesk.Answer answer = give(world, "shared", order);
        assertThat(answer).isInstanceOf(OrderDesk.Answer.Obeyed.class);
        return ((OrderDesk.Answer.Obeyed) answer).state();
    }

    private static Ruling.Refused refused(World world, String name, Order order) throws Exception {
        OrderDesk.Answer answer = give(world, name, order);
        assertThat(answer).isInstanceOf(OrderDesk.Answer.Refused.class);
        return ((OrderDesk.Answer.Refused) answer).ruling();
    }

    private static void flood(World world, int seconds) {
        for (int i = 0; i < seconds; i++) {
            world.queue.waiting = 90;
            world.queue.inFlight = 120;
            world.queue.arrived += 300;
            world.queue.oldestAge = Duration.ofSeconds(400);
            world.second();
        }
    }

    private static void calm(World world, int seconds) {
        for (int i = 0; i < seconds; i++) {
            world.queue.waiting = 0;
            world.queue.inFlight = 2;
            world.queue.arrived += 2;
            world.queue.oldestAge = Duration.ZERO;
            world.second();
        }
    }

    private static Decision last(World world) {
        return world.decisions.getLast();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadline", "hpa", "keda", "kpa", "queue-depth"})
    void aFloodMovesNoPausedPoolButThePolicySaysWhatItWants(String policy) throws Exception {
        World world = world(policy);
        calm(world, 30);
        PoolState state = obeyed(world, order(Order.Kind.PAUSE));
        flood(world, 60);

        assertThat(state.desired()).isEqualTo(2);
        assertThat(world.decisions.subList(30, world.decisions.size()))
                .allSatisfy(
                        decision -> {
                            assertThat(decision.to()).isEqualTo(2);
                            assertThat(decision.live().bound()).isEqualTo(Bound.PAUSED);
                        });
        assertThat(last(world).live().wanted())
                .hasValueSatisfying(wanted -> assertThat(wanted).isGreaterThan(2));
    }

    @Test
    void aFixedNumberIsReachedInTheDecisionThatAnswers() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        PoolState up = obeyed(world, order(Order.Kind.SCALE, 9));
        PoolState down = obeyed(world, order(Order.Kind.SCALE, 3));

        assertThat(up.desired()).isEqualTo(9);
        assertThat(up.pause()).contains(new Pause(9, World.START.plusSeconds(11), "amy", "flood"));
        assertThat(down.desired()).isEqualTo(3);
        calm(world, 60);
        assertThat(world.workers()).isEqualTo(3);
    }

    @Test
    void aTenantsNameMeansItsPool() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        give(world, "media", order(Order.Kind.SCALE, 4));

        assertThat(last(world).to()).isEqualTo(4);
    }

    /** Both orders end the same: there is no fixed number without a pause. */
    @ParameterizedTest
    @CsvSource({"PAUSE, SCALE", "SCALE, PAUSE"})
    void inWhicheverOrderNothingUndoesTheNumber(Order.Kind first, Order.Kind second)
            throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        for (Order.Kind kind : List.of(first, second)) {
            give(world, "shared", kind == Order.Kind.SCALE ? order(kind, 8) : order(kind));
        }
        calm(world, 400);

        assertThat(last(world).to()).isEqualTo(8);
        assertThat(world.decisions.stream().map(Decision::to).distinct()).containsExactly(2, 8);
    }

    @Test
    void anEmergencyPausesThenDoublesAndTheNextOneDoublesAgain() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        assertThat(obeyed(world, order(Order.Kind.EMERGENCY)).desired()).isEqualTo(4);
        assertThat(last(world).orders())
                .extracting(taken -> taken.order().kind())
                .containsExactly(Order.Kind.PAUSE, Order.Kind.EMERGENCY);
        assertThat(last(world).orders().getFirst().order().replicas()).hasValue(2);
        assertThat(obeyed(world, order(Order.Kind.EMERGENCY)).desired()).isEqualTo(8);
        assertThat(last(world).orders())
                .extracting(taken -> taken.order().kind())
                .containsExactly(Order.Kind.EMERGENCY);
        assertThat(obeyed(world, order(Order.Kind.EMERGENCY)).desired()).isEqualTo(15);
        assertThat(refused(world, "shared", order(Order.Kind.EMERGENCY)).why())
                .isEqualTo(Ruling.Why.OTHER_STATE);
        calm(world, 400);
        assertThat(last(world).to()).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadline", "hpa", "keda", "kpa", "queue-depth"})
    void afterAPauseInCalmNobodyGoesBeforeCalmWasWatchedAnew(String policy) throws Exception {
        World world = world(policy);
        obeyed(world, order(Order.Kind.SCALE, 9));
        calm(world, 400);
        PoolState state = obeyed(world, order(Order.Kind.RESUME));
        calm(world, 290);

        assertThat(state.pause()).isEmpty();
        assertThat(last(world).to()).isEqualTo(9);
        calm(world, 300);
        assertThat(last(world).to()).isLessThan(9);
    }

    @Test
    void afterAPauseInAFloodItGrowsAtOnceAndNeverBack() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        obeyed(world, order(Order.Kind.PAUSE));
        flood(world, 100);
        int from = world.decisions.size();
        obeyed(world, order(Order.Kind.RESUME));
        flood(world, 200);

        assertThat(world.decisions.subList(from, world.decisions.size()))
                .isSortedAccordingTo((one, other) -> Integer.compare(one.to(), other.to()));
        assertThat(world.decisions.get(from).to()).isGreaterThan(2);
        assertThat(last(world).to()).isEqualTo(9);
    }

    @Test
    void aRestartKeepsThePauseAndWhoMadeIt() throws Exception {
        World world = new World(new JsonNotes(), Map.of(), "queue-depth", "");
        world.pauses = () -> new PauseFiles(folder);
        world.restartController();
        calm(world, 10);
        obeyed(world, order(Order.Kind.SCALE, 5));
        Optional<Pause> before = last(world).limits().pause();
        for (int i = 0; i < 20; i++) {
            world.restartController();
            flood(world, 5);
        }

        assertThat(before).isPresent();
        assertThat(world.decisions.subList(11, world.decisions.size()))
                .allSatisfy(
                        decision -> {
                            assertThat(decision.to()).isEqualTo(5);
                            assertThat(decision.limits().pause()).isEqualTo(before);
                            assertThat(decision.orders()).isEmpty();
                        });
        obeyed(world, order(Order.Kind.RESUME));
        world.restartController();
        flood(world, 20);
        assertThat(last(world).limits().pause()).isEmpty();
        assertThat(last(world).to()).isEqualTo(9);
    }

    @Test
    void anOrderIsInExactlyOneRecord() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        obeyed(world, order(Order.Kind.PAUSE));
        calm(world, 5);
        obeyed(world, order(Order.Kind.RESUME));
        calm(world, 5);

        assertThat(world.decisions.stream().flatMap(decision -> decision.orders().stream()))
                .containsExactly(
                        new Order.Taken(World.START.plusSeconds(11), order(Order.Kind.PAUSE, 2)),
                        new Order.Taken(World.START.plusSeconds(17), order(Order.Kind.RESUME)));
    }

    @Test
    void whatCannotBeDoneIsSaidAndLeavesNoTrace() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);

        assertThat(refused(world, "shard", order(Order.Kind.PAUSE)))
                .isEqualTo(Ruling.unknown("shard"));
        assertThat(refused(world, "shared", order(Order.Kind.RESUME)).line())
                .isEqualTo("pool shared is not paused");
        assertThat(refused(world, "media", order(Order.Kind.SCALE, 16)).line())
                .isEqualTo("replicas is 16; pool shared allows 2 to 15, and with force 0 to 1000");
        assertThat(last(world).to()).isEqualTo(2);
        assertThat(world.decisions).allSatisfy(decision -> assertThat(decision.orders()).isEmpty());
    }

    @Test
    void anOrderThatNobodyWaitsForAnyMoreIsNotCarriedOut() {
        World world = world("queue-depth");
        calm(world, 10);
        world.order("shared", order(Order.Kind.SCALE, 9)).cancel(false);
        calm(world, 5);

        assertThat(last(world).to()).isEqualTo(2);
    }

    @Test
    void anOrderThatCannotBeKeptIsNotCarriedOut() throws Exception {
        World world = world("queue-depth");
        world.pauses = () -> new PauseFiles(folder);
        world.restartController();
        calm(world, 10);
        Files.delete(folder.resolve("pools"));
        CompletableFuture<OrderDesk.Answer> answer =
                world.order("shared", order(Order.Kind.SCALE, 9));
        calm(world, 5);

        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("a pause cannot be written to ");
        assertThat(last(world).to()).isEqualTo(2);
    }

    /** The queue is gone when people reach for the switch. */
    @Test
    void aPersonNeedsNoMeasurement() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        world.queue.down = true;
        world.seconds(10);

        assertThat(obeyed(world, order(Order.Kind.EMERGENCY)).desired()).isEqualTo(4);
        assertThat(obeyed(world, order(Order.Kind.SCALE, 2)).desired()).isEqualTo(2);
    }

    @Test
    void noScheduleMovesAPausedPool() throws Exception {
        World world = world("queue-depth");
        calm(world, 10);
        obeyed(world, order(Order.Kind.SCALE, 3));
        world.schedule(alwaysTwelve());
        calm(world, 60);
        assertThat(last(world).to()).isEqualTo(3);
        obeyed(world, order(Order.Kind.RESUME));
        calm(world, 2);
        assertThat(last(world).to()).isEqualTo(12);
    }

    private static PrewarmSchedule alwaysTwelve() {
        LocalDateTime start = LocalDateTime.ofInstant(World.START, ZoneOffset.UTC);
        return new PrewarmSchedule(
                "market",
                "shared",
                ZoneOffset.UTC,
                List.of(
                        new Window(
                                "open",
                                new Timing.Once(start, start.plusDays(1)),
                                12,
                                1,
                                Duration.ZERO,
                                Duration.ZERO)));
    }

    @Test
    void theCapacityCutsWhatAPersonFixed() throws Exception {
        World world =
                new World(
                        new NoNotes(),
                        Map.of(),
                        List.of(
                                PoolExamples.pool("shared", 2, 15, "queue-depth")
                                        .with(new Share(1, 2, 1)),
                                PoolExamples.pool("media", 4, 15, "queue-depth")
                                        .with(new Share(1, 4, 1))),
                        OptionalInt.of(12),
                        Duration.ZERO);
        world.seconds(30);
        give(world, "shared", order(Order.Kind.SCALE, 15));
        world.seconds(5);
        Decision decision =
                world.decisions.stream()
                        .filter(each -> each.pool().equals("shared"))
                        .reduce((_, later) -> later)
                        .orElseThrow();

        assertThat(decision.to()).isEqualTo(8);
        assertThat(decision.live().bound()).isEqualTo(Bound.CAPACITY);
        assertThat(decision.limits().pause()).map(Pause::replicas).contains(15);
        assertThat(world.workers()).isEqualTo(12);
    }

    @Test
    void aPoolThatIsGoneIsNotPausedWhenItComesBack() throws Exception {
        World world = world("queue-depth");
        List<Pool> pools = world.pools;
        calm(world, 10);
        obeyed(world, order(Order.Kind.SCALE, 5));
        world.pools = List.of(PoolExamples.pool("media", 1, 2, "queue-depth"));
        world.seconds(3);
        world.pools = pools;
        calm(world, 3);

        assertThat(last(world).limits().pause()).isEmpty();
    }

    @Test
    void everyDecisionComesOutTheSameOnceMore() throws Exception {
        World world = new World(new NoNotes(), Map.of(), "deadline", "queue-depth");
        calm(world, 20);
        obeyed(world, order(Order.Kind.EMERGENCY));
        flood(world, 50);
        obeyed(world, order(Order.Kind.SCALE, 3));
        calm(world, 50);
        world.queue.down = true;
        world.seconds(10);
        world.queue.down = false;
        obeyed(world, order(Order.Kind.RESUME));
        flood(world, 20);
        Path file = folder.resolve("decisions.jsonl");
        Files.write(file, world.decisions.stream().map(DecisionJson::write).toList());

        Replay.Result result = Replay.of(file, Policies::ofVersion);
        assertThat(result.firstDifference()).isEmpty();
        assertThat(result.agreeing()).isEqualTo(world.decisions.size());
        DecisionJson json = DecisionJson.of(Policies::ofVersion);
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(json.read(lines.get(i))).isEqualTo(world.decisions.get(i));
        }
    }
}
