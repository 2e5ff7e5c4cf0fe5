package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.gatling.FatFingerSimulation;
import dev.spillway.loadtest.gatling.GatlingJvm;
import dev.spillway.loadtest.gatling.Settings;
import dev.spillway.loadtest.platform.ChildProcess;
import dev.spillway.loadtest.platform.MeasuredPlatform;
import dev.spillway.loadtest.sample.Recorded;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.sample.SampleTail;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.verdict.Check;
import dev.spillway.loadtest.verdict.Steadiness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Sends a burst to a running platform and watches its workers until the calm after it is over. */
final class FatFingerRun {

    /** The demo pool's scale-down window. */
    private static final Duration CALM = Duration.ofSeconds(15);

    private static final Duration GATLING_TAKES_AT_MOST = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int LOOKS_PER_LINE = 4;

    private final MeasuredPlatform platform;
    private final Settings settings;
    private final InstantSource clock;
    private final PrintStream out;
    private final List<Snapshot> timeline = new ArrayList<>();

    FatFingerRun(
            MeasuredPlatform platform, Settings settings, InstantSource clock, PrintStream out) {
        this.platform = platform;
        this.settings = settings;
        this.clock = clock;
        this.out = out;
    }

    List<Check> run(Path results) throws IOException, InterruptedException {
        ChildProcess gatling =
                GatlingJvm.start(
                        FatFingerSimulation.class,
                        settings,
                        results.resolve("gatling"),
                        results.resolve("logs"));
        try {
            watch(clock.instant().plus(GATLING_TAKES_AT_MOST), gatling::isAlive);
        } finally {
            gatling.stop(Duration.ofSeconds(5));
        }
        if (gatling.exitCode() != 0) {
            throw gatling.died();
        }
        List<Sample> samples = samples();
        Instant start =
                samples.stream()
                        .map(Sample::intended)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(() -> new IOException("the generator recorded no request"));
        Instant end = start.plusSeconds(FatFingerSimulation.SECONDS);
        watch(end.plus(CALM).plus(LOOK_EVERY.multipliedBy(2)), () -> true);
        List<Check> checks = new ArrayList<>();
        checks.add(Steadiness.allAnswered(samples));
        checks.addAll(Steadiness.checks(start, end, CALM, timeline));
        return checks;
    }

    private interface Condition {
        boolean holds();
    }

    private void watch(Instant until, Condition condition)
            throws IOException, InterruptedException {
        while (condition.holds() && clock.instant().isBefore(until)) {
            platform.noteMemory();
            Snapshot look = platform.controller().snapshot();
            timeline.add(look);
            if (timeline.size() % LOOKS_PER_LINE == 0) {
                show(look);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void show(Snapshot look) {
        out.println(
                String.format(
                        Locale.ROOT,
                        "%3d s  workers %d desired, %d running, %d ready  waiting %d, in flight %d",
                        Duration.between(timeline.getFirst().at(), look.at()).toSeconds(),
                        look.desired(),
                        look.running(),
                        look.ready(),
                        look.waiting(),
                        look.inFlight()));
    }

    private List<Sample> samples() throws IOException {
        try (SampleTail tail = new SampleTail(settings.samples())) {
            return Recorded.onTheClock(tail.next());
        } finally {
            Files.delete(settings.samples());
        }
    }
}
