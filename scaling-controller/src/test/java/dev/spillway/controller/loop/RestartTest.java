package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.journal.JsonNotes;
import dev.spillway.controller.journal.NoteFolder;
import dev.spillway.controller.journal.Notes;
import dev.spillway.controller.journal.SmoothedPolicy;
import dev.spillway.controller.recommend.Policy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Decisions of controllers that are killed again and again equal those of one that lives on. */
final class RestartTest {

    private static final int SECONDS = 1000;
    private static final SmoothedPolicy SMOOTHED = new SmoothedPolicy(0.95, false);
    private static final Map<String, Policy<?>> POLICIES =
            Map.of("smoothed", SMOOTHED, "smoothed-self", new SmoothedPolicy(0.9, true));

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"queue-depth, smoothed", "smoothed, queue-depth", "smoothed-self, smoothed"})
    void aRestartAtAnyOfFiveHundredPointsChangesNoDecision(String policy, String shadow) {
        requireTheSame(new Notes(new NoteFolder(folder)), policy, shadow);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aiad",
                "cpu",
                "deadline",
                "fixed:replicas=4",
                "hpa",
                "keda",
                "kpa",
                "mark",
                "oneshot",
                "queue-depth",
                "trigger:table=training"
            })
    void norDoesItForAnyPolicyThereIs(String policy) {
        requireTheSame(new JsonNotes(), policy, "");
    }

    private static void requireTheSame(Notebook notebook, String policy, String shadow) {
        List<Decision> undisturbed = run(new NoNotes(), policy, shadow, _ -> false);
        SplittableRandom points = new SplittableRandom(7);
        boolean[] killed = new boolean[SECONDS];
        int kills = 0;
        while (kills < 500) {
            int at = 1 + points.nextInt(SECONDS - 1);
            kills += killed[at] ? 0 : 1;
            killed[at] = true;
        }

        List<Decision> disturbed = run(notebook, policy, shadow, second -> killed[second]);

        assertThat(undisturbed).filteredOn(Decision::changesSomething).isNotEmpty();
        assertThat(disturbed).hasSameSizeAs(undisturbed);
        for (int i = 0; i < SECONDS; i++) {
            assertThat(disturbed.get(i)).as("second %d", i).isEqualTo(undisturbed.get(i));
        }
    }

    /** The worst a kill can do is leave the notes of the decision before. */
    @Test
    void aKillBetweenTheDecisionAndItsNoteMakesTheSameDecisionOnce() {
        World world = world("queue-depth", "");
        world.queue.waiting = 50;
        world.seconds(5);
        int before = world.workers();
        world.restartController();
        world.restartController();
        world.seconds(1);

        assertThat(world.workers()).isGreaterThanOrEqualTo(before);
        assertThat(world.decisions).allMatch(decision -> decision.to() >= decision.from());
    }

    @Test
    void aDamagedNoteIsASafeStart() throws IOException {
        World world = world("smoothed-self", "queue-depth");
        world.queue.waiting = 90;
        world.seconds(400);
        int before = world.workers();
        world.queue.waiting = 0;
        Files.writeString(folder.resolve("pools/shared.live.json"), "{\"format\":1,\"pol");
        world.restartController();
        world.seconds(290);

        assertThat(before).isEqualTo(9);
        assertThat(world.workers()).isEqualTo(9);
        assertThat(world.decisions.getLast().live().bound()).isEqualTo(Bound.SIGNAL);
        world.seconds(30);
        assertThat(world.workers()).isEqualTo(2);
    }

    @Test
    void afterALongTimeWhatRunsCountsAndCalmStartsAnew() {
        World world = world("queue-depth", "");
        world.queue.waiting = 90;
        world.seconds(400);
        world.queue.waiting = 0;
        world.seconds(200);
        world.setClock(Duration.ofMinutes(30));
        world.restartController();
        world.seconds(299);

        assertThat(world.workers()).isEqualTo(9);
        world.seconds(60);
        assertThat(world.workers()).isLessThan(9);
    }

    @Test
    void anotherPolicyStartsAnewWithTheWorkersThereAre() {
        World world = world("queue-depth", "");
        world.queue.waiting = 90;
        world.seconds(400);
        World other = world("smoothed", "");
        other.queue.waiting = 90;
        other.seconds(1);

        assertThat(other.decisions.getFirst().from()).isZero();
        assertThat(other.decisions.getFirst().live().policy()).startsWith("smoothed/1");
    }

    @Test
    void whatAPolicyInShadowWouldHaveCostOutlivesTheController() {
        World world = world("queue-depth", "smoothed");
        world.queue.waiting = 90;
        world.seconds(100);
        world.restartController();
        world.seconds(100);

        Note<?> note =
                new Notes(new NoteFolder(folder))
                        .read("shared", Notebook.Role.SHADOW, SMOOTHED)
                        .orElseThrow();
        Comparison sums = note.comparison().orElseThrow();
        assertThat(sums.decisions()).isEqualTo(200);
        assertThat(sums.since()).isEqualTo(World.START.plusSeconds(1));
        long differing =
                world.decisions.stream()
                        .filter(decision -> decision.shadow().orElseThrow().to() != decision.to())
                        .count();
        assertThat(sums.differing()).isEqualTo(differing);
    }

    private World world(String policy, String shadow) {
        return new World(new Notes(new NoteFolder(folder)), POLICIES, policy, shadow);
    }

    /** A day in short: waves, noise, floods, outages of the queue, and a store that is lost. */
    private static List<Decision> run(
            Notebook notebook, String policy, String shadow, IntPredicate killedBefore) {
        World world = new World(notebook, POLICIES, policy, shadow);
        SplittableRandom random = new SplittableRandom(11);
        for (int second = 0; second < SECONDS; second++) {
            double wave = 60 + 50 * Math.sin(second / 60.0);
            boolean flood = second >= 300 && second < 360;
            boolean calm = second >= 450;
            world.queue.waiting =
                    calm
                            ? random.nextInt(8)
                            : (long) (wave + random.nextInt(30) + (flood ? 80 : 0));
            world.queue.inFlight = calm ? 3 : 40 + random.nextInt(20);
            world.queue.arrived += 20;
            world.queue.oldestAge = Duration.ofMillis(random.nextInt(3000));
            world.queue.down = second % 250 >= 240 && second < 450;
            if (second == 400) {
                world.queue.lose();
            }
            world.answerTimes.put(
                    "media", new AnswerTimes.AnswerTime(20, random.nextDouble(), 1.5));
            if (killedBefore.test(second)) {
                world.restartController();
            }
            world.second();
        }
        return world.decisions;
    }
}
