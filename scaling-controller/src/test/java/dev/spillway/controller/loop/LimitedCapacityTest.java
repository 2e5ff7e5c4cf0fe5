package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.journal.DecisionJson;
import dev.spillway.controller.journal.JsonNotes;
import dev.spillway.controller.journal.Replay;
import dev.spillway.controller.journal.UnreadableException;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.share.Grant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Pools that share twelve workers, in virtual time; a drain takes seven seconds. */
final class LimitedCapacityTest {

    private static final int CAPACITY = 12;
    private static final int DRAIN = 7;

    @TempDir private Path folder;

    private static Pool pool(String name, String policy, int min, Share share) {
        return PoolExamples.pool(name, min, 15, policy).with(share);
    }

    private static List<Pool> pools(String policy) {
        return List.of(
                pool("bakery", policy, 1, new Share(2, 4, 1)),
                pool("media", policy, 2, new Share(4, 5, 1)),
                pool("school", policy, 1, new Share(1, 1, 0.5)));
    }

    private static World world(Notebook notebook, String policy) {
        return new World(
                notebook,
                Map.of(),
                pools(policy),
                OptionalInt.of(CAPACITY),
                Duration.ofSeconds(DRAIN));
    }

    private static Decision latest(World world, String pool) {
        return world.decisions.stream()
                .filter(decision -> decision.pool().equals(pool))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static long inState(World world, String pool, Worker.State state) {
        return world.actuator.workers(pool).stream()
                .filter(worker -> worker.state() == state)
                .count();
    }

    /** Media is flooded while the others are idle. */
    private static World mediaBorrows(Notebook notebook) {
        World world = world(notebook, "queue-depth");
        world.seconds(10);
        world.queue("media").waiting = 140;
        world.seconds(60);
        return world;
    }

    @Test
    void whatOthersDoNotWantIsBorrowed() {
        World world = mediaBorrows(new NoNotes());
        Decision decision = latest(world, "media");

        assertThat(decision.to()).isEqualTo(10);
        assertThat(decision.live().bound()).isEqualTo(Bound.CAPACITY);
        assertThat(decision.allotment().orElseThrow().grant())
                .isEqualTo(new Grant(14, 10, 10, 10, 5, List.of(new Grant.Loan("bakery", 3))));
        assertThat(latest(world, "bakery").to()).isEqualTo(1);
        assertThat(latest(world, "bakery").allotment()).isEmpty();
        assertThat(world.workers()).isEqualTo(CAPACITY);
    }

    @Test
    void whatWasLentIsTakenBackInOneDecisionAndADrain() {
        World world = mediaBorrows(new NoNotes());
        world.queue("bakery").waiting = 40;
        world.second();

        assertThat(latest(world, "media").to()).isEqualTo(7);
        assertThat(latest(world, "media").live().bound()).isEqualTo(Bound.CAPACITY);
        assertThat(inState(world, "media", Worker.State.DRAINING)).isEqualTo(3);
        Decision waiting = latest(world, "bakery");
        assertThat(waiting.to()).isEqualTo(1);
        assertThat(waiting.allotment().orElseThrow().grant())
                .isEqualTo(new Grant(4, 4, 1, 1, 0, List.of()));

        world.seconds(DRAIN + 1);
        assertThat(latest(world, "bakery").to()).isEqualTo(4);
        assertThat(latest(world, "bakery").allotment()).isEmpty();
        assertThat(latest(world, "media").to()).isEqualTo(7);
        world.seconds(12);
        assertThat(inState(world, "bakery", Worker.State.READY)).isEqualTo(4);
    }

    @Test
    void nobodyGoesBelowItsGuaranteeForTheSakeOfOthers() {
        World world = mediaBorrows(new NoNotes());
        world.queue("bakery").waiting = 500;
        world.queue("school").waiting = 500;
        world.seconds(300);

        assertThat(latest(world, "bakery").to()).isEqualTo(4);
        assertThat(latest(world, "media").to()).isEqualTo(6);
        assertThat(latest(world, "school").to()).isEqualTo(2);
        world.queue("media").waiting = 500;
        world.seconds(100);
        assertThat(latest(world, "media").to()).isEqualTo(6);
    }

    @Test
    void nobodyHasMoreThanItsShareOfTheClusterHoweverMuchIsFree() {
        World world = world(new NoNotes(), "queue-depth");
        world.queue("school").waiting = 500;
        world.seconds(60);

        assertThat(latest(world, "school").to()).isEqualTo(6);
        assertThat(latest(world, "school").live().bound()).isEqualTo(Bound.CAPACITY);
        assertThat(world.workers()).isEqualTo(6 + 2 + 1);
    }

    @Test
    void nothingIsTakenFromAPoolThatNobodySees() {
        World world = mediaBorrows(new NoNotes());
        world.queue("media").down = true;
        world.seconds(10);
        world.queue("bakery").waiting = 140;
        world.seconds(300);

        assertThat(latest(world, "media").to()).isEqualTo(10);
        assertThat(latest(world, "bakery").to()).isEqualTo(1);
        world.queue("media").down = false;
        world.seconds(DRAIN + 2);
        assertThat(latest(world, "bakery").to()).isEqualTo(4);
    }

    @Test
    void aNewPoolWaitsForItsMinimumUntilOthersHaveDrained() {
        World world = mediaBorrows(new NoNotes());
        List<Pool> more = new ArrayList<>(pools("queue-depth"));
        more.add(pool("zoo", "queue-depth", 2, new Share(1, 2, 1)));
        world.pools = more;
        world.second();

        assertThat(latest(world, "zoo").to()).isZero();
        assertThat(latest(world, "zoo").live().bound()).isEqualTo(Bound.CAPACITY);
        world.seconds(DRAIN + 1);
        assertThat(latest(world, "zoo").to()).isEqualTo(2);
        assertThat(latest(world, "media").to()).isEqualTo(8);
    }

    /** A change to what a test does to its world before each second. */
    private interface Disturbance {
        void before(World world, int second);
    }

    /** Floods, calm, outages and pools that come and go, from one seed. */
    private static void storm(World world, long seed, int seconds, Disturbance more) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pool> all = world.pools;
        for (int second = 0; second < seconds; second++) {
            for (Pool pool : all) {
                FakeQueue queue = world.queue(pool.name());
                if (random.nextInt(40) == 0) {
                    queue.waiting = random.nextBoolean() ? random.nextInt(200) : 0;
                    queue.inFlight = random.nextInt(40);
                }
                if (random.nextInt(60) == 0) {
                    queue.down = !queue.down;
                }
                queue.arrived += queue.waiting / 4;
                queue.oldestAge = Duration.ofMillis(queue.waiting * 5);
            }
            if (random.nextInt(300) == 0) {
                boolean isWhole = world.pools.size() == all.size();
                world.pools = isWhole ? all.subList(0, all.size() - 1) : all;
            }
            more.before(world, second);
            world.second();
            assertWithinCapacity(world, seed, second);
        }
    }

    /** Asked for or running, and draining besides, in all pools together. */
    private static void assertWithinCapacity(World world, long seed, int second) {
        int planned = 0;
        for (String pool : world.queues.keySet()) {
            List<Worker> workers = world.actuator.workers(pool);
            int draining = (int) inState(world, pool, Worker.State.DRAINING);
            boolean isThere = world.pools.stream().anyMatch(each -> each.name().equals(pool));
            int desired = isThere ? latest(world, pool).to() : 0;
            planned += Math.max(desired, workers.size() - draining) + draining;
        }
        assertThat(planned)
                .as("planned and draining, seed %d, second %d", seed, second)
                .isLessThanOrEqualTo(CAPACITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue-depth",
                "deadline",
                "hpa",
                "kpa",
                "keda",
                "cpu",
                "aiad",
                "oneshot",
                "mark",
                "trigger"
            })
    void plannedAndDrainingNeverExceedTheCapacity(String policy) {
        for (long seed = 1; seed <= 2; seed++) {
            World world = world(new NoNotes(), policy);
            storm(world, seed, 600, (_, _) -> {});

            for (Decision decision : world.decisions) {
                Pool pool =
                        pools(policy).stream()
                                .filter(each -> each.name().equals(decision.pool()))
                                .findFirst()
                                .orElseThrow();
                if (decision.live().bound() == Bound.CAPACITY) {
                    assertThat(decision.to())
                            .as("%s, seed %d", decision, seed)
                            .isGreaterThanOrEqualTo(
                                    Math.min(decision.from(), pool.share().guaranteedReplicas()));
                }
            }
        }
    }

    @Test
    void aRestartAtAnyPointChangesNoDecision() {
        World undisturbed = world(new NoNotes(), "queue-depth");
        storm(undisturbed, 5, 400, (_, _) -> {});
        World restarted = world(new JsonNotes(), "queue-depth");
        SplittableRandom points = new SplittableRandom(9);
        storm(
                restarted,
                5,
                400,
                (world, second) -> {
                    if (second > 0 && points.nextInt(6) > 0) {
                        world.restartController();
                    }
                });

        assertThat(undisturbed.decisions)
                .filteredOn(decision -> decision.allotment().isPresent())
                .hasSizeGreaterThan(50);
        assertThat(restarted.decisions).isEqualTo(undisturbed.decisions);
    }

    @Test
    void isReplayedBitForBitWithThePlanItCameFrom() throws IOException, UnreadableException {
        World world = world(new NoNotes(), "deadline");
        // So much that a policy that asks for no more than it needs does not get it all.
        storm(
                world,
                3,
                800,
                (flooded, _) ->
                        flooded.queues.values().forEach(each -> each.arrived += 4 * each.waiting));
        Path file = folder.resolve("decisions.jsonl");
        List<Decision> cut =
                world.decisions.stream()
                        .filter(decision -> decision.allotment().isPresent())
                        .toList();
        Files.write(file, cut.stream().map(DecisionJson::write).toList());

        Replay.Result result = Replay.of(file, Policies::ofVersion);

        assertThat(cut).hasSizeGreaterThan(20);
        assertThat(result.firstDifference()).isEmpty();
        assertThat(result.agreeing()).isEqualTo(cut.size());
    }

    @Test
    void aGrantThatDoesNotFollowFromThePlanIsADifference() throws IOException, UnreadableException {
        World world = mediaBorrows(new NoNotes());
        String line = DecisionJson.write(latest(world, "media"));
        Path file = folder.resolve("decisions.jsonl");
        Files.writeString(file, line.replace("\"capacity\":12", "\"capacity\":13") + "\n");

        assertThat(Replay.of(file, Policies::ofVersion).firstDifference().orElseThrow())
                .contains("/allotment/grant/admitted is 10, and 11 when decided again");
    }
}
