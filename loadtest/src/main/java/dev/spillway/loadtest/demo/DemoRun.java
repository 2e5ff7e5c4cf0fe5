package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.gatling.GatlingJvm;
import dev.spillway.loadtest.gatling.NoisyNeighbourSimulation;
import dev.spillway.loadtest.gatling.Settings;
import dev.spillway.loadtest.platform.ChildProcess;
import dev.spillway.loadtest.platform.MeasuredPlatform;
import dev.spillway.loadtest.sample.Recorded;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.sample.SampleTail;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.verdict.Evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Sends the load to a running platform and watches both until the last query has ended. */
final class DemoRun {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration SHOW_EVERY = Duration.ofSeconds(2);
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(40);
    private static final Duration GATLING_STOPS_WITHIN = Duration.ofSeconds(5);

    private final MeasuredPlatform platform;
    private final Settings settings;
    private final Scenario scenario;
    private final LiveView view;
    private final InstantSource clock;
    private final List<Snapshot> timeline = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private Instant shown = Instant.EPOCH;

    DemoRun(
            MeasuredPlatform platform,
            Settings settings,
            Scenario scenario,
            LiveView view,
            InstantSource clock) {
        this.platform = platform;
        this.settings = settings;
        this.scenario = scenario;
        this.view = view;
        this.clock = clock;
    }

    Evidence run(Path results) throws IOException, InterruptedException {
        Files.deleteIfExists(settings.samples());
        Files.createFile(settings.samples());
        timeline.add(platform.controller().snapshot());
        Path logs = results.resolve("logs");
        ChildProcess gatling =
                GatlingJvm.start(
                        NoisyNeighbourSimulation.class, settings, results.resolve("gatling"), logs);
        try (SampleTail tail = new SampleTail(settings.samples())) {
            watch(gatling, tail);
        } finally {
            gatling.stop(GATLING_STOPS_WITHIN);
        }
        if (gatling.exitCode() != 0) {
            throw gatling.died();
        }
        Files.delete(settings.samples());
        return evidence();
    }

    private void watch(ChildProcess gatling, SampleTail tail)
            throws IOException, InterruptedException {
        while (gatling.isAlive()) {
            look();
            recorded.addAll(tail.next());
            show();
            pause();
        }
        recorded.addAll(tail.next());
        Instant giveUp = clock.instant().plus(QUIET_WITHIN);
        while (!quiet() && clock.instant().isBefore(giveUp)) {
            look();
            pause();
        }
        look();
    }

    /** Whether the book can be closed: nothing waits and nothing is in work. */
    private boolean quiet() {
        Snapshot last = timeline.getLast();
        return last.waiting() == 0 && last.inFlight() == 0;
    }

    private void look() throws InterruptedException {
        platform.noteMemory();
        try {
            timeline.add(platform.controller().snapshot());
        } catch (IOException e) {
            // A controller that is away for a moment leaves a gap in the timeline, which the
            // timeline itself shows.
            pause();
        }
    }

    private void show() {
        Instant now = clock.instant();
        Optional<Instant> loadStart = loadStart();
        if (loadStart.isPresent() && now.isAfter(shown.plus(SHOW_EVERY))) {
            shown = now;
            view.show(now, loadStart.get(), timeline.getLast(), recorded);
        }
    }

    private Optional<Instant> loadStart() {
        return recorded.stream().map(Recorded::impliedStart).min(Comparator.naturalOrder());
    }

    private Evidence evidence() throws IOException {
        Instant loadStart =
                loadStart().orElseThrow(() -> new IOException("the generator recorded no request"));
        List<Sample> samples = Recorded.onTheClock(recorded);
        return new Evidence(scenario, loadStart, samples, timeline);
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
