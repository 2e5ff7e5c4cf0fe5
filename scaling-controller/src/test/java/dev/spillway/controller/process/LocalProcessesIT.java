package dev.spillway.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.loop.Target;
import dev.spillway.controller.loop.Worker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

final class LocalProcessesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InstantSource clock = InstantSource.system();
    private final List<Duration> readyAfter = new ArrayList<>();
    private final List<String> exits = new ArrayList<>();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final List<LocalProcesses> made = new ArrayList<>();

    @TempDir private Path state;

    @AfterEach
    void leaveNothingBehind() {
        made.forEach(processes -> processes.stopAll(clock.instant()));
        made.forEach(LocalProcesses::close);
    }

    @Test
    void startsWorkersAndKnowsWhenTheyAreReady() throws IOException {
        LocalProcesses processes = controller(Map.of("COLOUR", "none"));
        Pool pool = pool(Map.of("COLOUR", "blue"));

        await(processes, pool, 3, () -> ready(processes) == 3);

        assertThat(readyAfter).hasSize(3);
        assertThat(processes.workers("shared"))
                .extracting(Worker::id)
                .containsExactly("shared-1", "shared-2", "shared-3");
        assertThat(Files.readString(state.resolve("logs/shared-2.log")))
                .contains("shared-2 serves shared with 7 slots and colour blue");
        try (Stream<Path> records = Files.list(state.resolve("workers"))) {
            assertThat(records).hasSize(3);
        }
    }

    @Test
    void hasFewWorkersStartingAtATime() {
        LocalProcesses processes = controller(Map.of());
        processes.apply(pool(Map.of()), Target.of(6), Map.of(), clock.instant());

        assertThat(processes.workers("shared")).hasSize(2);
    }

    @Test
    void drainsTheWorkerWithLeastInFlight() throws IOException {
        LocalProcesses processes = controller(Map.of());
        await(processes, pool(Map.of()), 2, () -> ready(processes) == 2);
        inFlight.putAll(Map.of("shared-1", 3, "shared-2", 9));

        await(processes, pool(Map.of()), 1, () -> processes.workers("shared").size() == 1);

        assertThat(processes.workers("shared")).extracting(Worker::id).containsExactly("shared-2");
        assertThat(exits).isEmpty();
        assertThat(state.resolve("workers/shared-1.json")).doesNotExist();
    }

    @Test
    void killsAWorkerThatDoesNotDrainInTime() {
        LocalProcesses processes =
                controller(Map.of("TINY_WORKER_IGNORES_TERM", "1"), Duration.ofSeconds(2));
        await(processes, pool(Map.of()), 1, () -> ready(processes) == 1);

        await(processes, pool(Map.of()), 0, () -> processes.workers("shared").isEmpty());

        assertThat(exits).isEmpty();
    }

    @Test
    void replacesAWorkerThatDied() {
        LocalProcesses processes = controller(Map.of());
        await(processes, pool(Map.of()), 1, () -> ready(processes) == 1);
        record("shared-1").destroyForcibly();

        await(
                processes,
                pool(Map.of()),
                1,
                () ->
                        processes.workers("shared").stream()
                                .anyMatch(
                                        worker ->
                                                worker.id().equals("shared-2")
                                                        && worker.state() == Worker.State.READY));

        assertThat(exits).containsExactly("shared");
        assertThat(processes.workers("shared")).hasSize(1);
    }

    @Test
    void triesLessAndLessOftenWhenWorkersDieAtOnce() {
        LocalProcesses processes = controller(Map.of("TINY_WORKER_FAILS", "1"));
        await(processes, pool(Map.of()), 1, () -> exits.size() == 3);
        Instant third = clock.instant();
        await(processes, pool(Map.of()), 1, () -> exits.size() == 4);

        assertThat(Duration.between(third, clock.instant())).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void aLaterControllerTakesTheRunningWorkersOver() {
        LocalProcesses first = controller(Map.of());
        await(first, pool(Map.of()), 2, () -> ready(first) == 2);
        Set<Long> before = Set.of(record("shared-1").pid(), record("shared-2").pid());

        LocalProcesses second = controller(Map.of());
        assertThat(second.workers("shared")).hasSize(2);
        await(second, pool(Map.of()), 2, () -> ready(second) == 2);
        assertThat(Set.of(record("shared-1").pid(), record("shared-2").pid())).isEqualTo(before);

        await(second, pool(Map.of()), 3, () -> ready(second) == 3);
        assertThat(second.workers("shared")).extracting(Worker::id).contains("shared-3");
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsNotTakenOver() throws IOException {
        Files.createDirectories(state.resolve("workers"));
        Files.writeString(
                state.resolve("workers/shared-9.json"),
                JsonMapper.shared()
                        .writeValueAsString(
                                new WorkerRecord(
                                        "shared-9",
                                        "shared",
                                        8100,
                                        ProcessHandle.current().pid(),
                                        Instant.EPOCH,
                                        Optional.empty())));

        assertThat(controller(Map.of()).workers("shared")).isEmpty();
        assertThat(state.resolve("workers/shared-9.json")).doesNotExist();
    }

    @Test
    void stopsAllWorkersTogether() {
        LocalProcesses processes = controller(Map.of());
        await(processes, pool(Map.of()), 2, () -> ready(processes) == 2);
        List<ProcessHandle> handles = List.of(record("shared-1"), record("shared-2"));

        processes.stopAll(clock.instant());

        assertThat(handles).noneMatch(Liveness::isAlive);
        assertThat(processes.workers("shared")).isEmpty();
    }

    private LocalProcesses controller(Map<String, String> environment) {
        return controller(environment, Duration.ofSeconds(35));
    }

    private LocalProcesses controller(Map<String, String> environment, Duration drainLimit) {
        ProcessSettings settings =
                new ProcessSettings(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TinyWorker.class.getName()),
                        state,
                        environment,
                        18_100,
                        2,
                        drainLimit,
                        Duration.ofMinutes(2));
        LocalProcesses processes =
                new LocalProcesses(settings, JsonMapper.shared(), readyAfter::add, exits::add);
        made.add(processes);
        return processes;
    }

    private ProcessHandle record(String id) {
        WorkerFiles files = new WorkerFiles(state, JsonMapper.shared());
        return files.readAll().stream()
                .filter(worker -> worker.id().equals(id))
                .findFirst()
                .flatMap(Liveness::find)
                .orElseThrow();
    }

    private static long ready(LocalProcesses processes) {
        return processes.workers("shared").stream()
                .filter(worker -> worker.state() == Worker.State.READY)
                .count();
    }

    private void await(
            LocalProcesses processes, Pool pool, int replicas, BooleanSupplier condition) {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(clock.instant()).as("waited too long").isBefore(deadline);
            processes.apply(pool, Target.of(replicas), inFlight, clock.instant());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static Pool pool(Map<String, String> environment) {
        return new Pool(
                "shared",
                "local",
                Fairness.WEIGHTED,
                0,
                9,
                10,
                Behavior.AGGRESSIVE,
                7,
                Engine.DIRECT,
                ResourceProfile.STANDARD,
                environment,
                "queue-depth",
                Optional.empty(),
                Share.of(0));
    }
}
