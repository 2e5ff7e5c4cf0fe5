package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.timeline.Snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Cuts a run into windows by the intended start, so that a stalled generator's requests stay where
 * they belong.
 */
final class Windows {

    private static final int WINDOW_SECONDS = 10;
    private static final Comparator<Key> BY_TIME =
            Comparator.comparingInt(Key::startSeconds)
                    .thenComparing(Key::phase)
                    .thenComparing(Key::tenant);

    private final Evidence evidence;

    Windows(Evidence evidence) {
        this.evidence = evidence;
    }

    private record Key(String tenant, Phase phase, int startSeconds) {}

    List<Window> all() {
        Map<Key, List<Sample>> byWindow =
                evidence.samples().stream()
                        .collect(
                                Collectors.groupingBy(
                                        this::key,
                                        () -> new TreeMap<>(BY_TIME),
                                        Collectors.toList()));
        List<Window> windows = new ArrayList<>();
        byWindow.forEach((key, samples) -> windows.add(window(key, samples)));
        return windows;
    }

    private Key key(Sample sample) {
        long seconds = Duration.between(evidence.loadStart(), sample.intended()).toSeconds();
        return new Key(
                sample.tenant(),
                sample.phase(),
                Math.toIntExact(seconds / WINDOW_SECONDS * WINDOW_SECONDS));
    }

    private Window window(Key key, List<Sample> samples) {
        Instant begin = evidence.loadStart().plusSeconds(key.startSeconds());
        Instant end = begin.plusSeconds(WINDOW_SECONDS);
        List<Snapshot> during =
                evidence.timeline().stream()
                        .filter(
                                snapshot ->
                                        !snapshot.at().isBefore(begin)
                                                && snapshot.at().isBefore(end))
                        .toList();
        return new Window(
                key.tenant(),
                key.phase(),
                key.startSeconds(),
                samples.size(),
                Latency.of(samples),
                PhaseSummary.outcomes(samples),
                max(during, snapshot -> snapshot.waiting(key.tenant())),
                max(during, Snapshot::waiting),
                max(during, Snapshot::desired),
                max(during, Snapshot::running),
                during.stream().mapToInt(Snapshot::ready).min().orElse(0));
    }

    private static int max(List<Snapshot> snapshots, ToIntFunction<Snapshot> value) {
        return snapshots.stream().mapToInt(value).max().orElse(0);
    }
}
