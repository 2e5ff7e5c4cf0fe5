package dev.spillway.loadtest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class RecordedTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    @Test
    void countsLatencyFromTheIntendedStartWhenTheGeneratorFellBehind() {
        List<Sample> samples =
                Recorded.onTheClock(
                        List.of(
                                recorded(0, 0, 100, 200, "a"),
                                recorded(1_000, 1_700, 1_800, 200, "b")));

        assertThat(samples.get(1).latencyMicros()).isEqualTo(800_000);
        assertThat(samples.get(1).startDelay()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void anchorsTheScheduleAtTheMostPunctualRequest() {
        List<Sample> samples =
                Recorded.onTheClock(
                        List.of(
                                recorded(0, 90, 200, 200, "a"),
                                recorded(1_000, 1_010, 1_100, 200, "b")));

        assertThat(samples.get(0).startDelay()).isEqualTo(Duration.ofMillis(80));
        assertThat(samples.get(1).startDelay()).isZero();
    }

    @Test
    void doesNotTakeAnAnswerWithoutAnIdForAnAnswer() {
        assertThat(Recorded.onTheClock(List.of(recorded(0, 0, 1, 200, ""))).getFirst().outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void survivesTheWayThroughALine() {
        Recorded recorded = recorded(1_000, 1_001, 1_234, 503, "");

        assertThat(RecordedCsv.parse(RecordedCsv.line(recorded))).isEqualTo(recorded);
    }

    @Test
    void tailsWholeLinesOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("samples");
        String line = RecordedCsv.line(recorded(0, 1, 2, 200, "a")) + "\n";
        Files.writeString(file, line + line.substring(0, 10));
        try (SampleTail tail = new SampleTail(file)) {
            assertThat(tail.next()).hasSize(1);
            Files.writeString(file, line.substring(10), StandardOpenOption.APPEND);
            assertThat(tail.next()).hasSize(1);
            assertThat(tail.next()).isEmpty();
        }
    }

    private static Recorded recorded(long offset, long started, long ended, int status, String id) {
        return new Recorded(
                "bakery",
                Phase.WARM,
                offset,
                START.plusMillis(started),
                START.plusMillis(ended),
                status,
                id,
                1);
    }
}
