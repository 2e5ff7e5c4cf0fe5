package dev.spillway.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class FleetTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # wanted, staying, starting, most starting -> starts
                    6, 2, 0, 2, 2
                    6, 4, 2, 2, 0
                    6, 4, 1, 2, 1
                    3, 3, 0, 2, 0
                    2, 3, 0, 2, 0
                    """)
    void startsFewAtATime(int wanted, int staying, int starting, int most, int starts) {
        assertThat(Fleet.starts(wanted, staying, starting, most)).isEqualTo(starts);
    }

    @Test
    void letsThoseGoWhoHaveLeastInFlightNewestFirstOnTies() {
        List<Fleet.Candidate> workers =
                List.of(
                        new Fleet.Candidate("busy", 9, true, NOW.plusSeconds(9)),
                        new Fleet.Candidate("old", 1, true, NOW),
                        new Fleet.Candidate("new", 1, true, NOW.plusSeconds(5)),
                        new Fleet.Candidate("unready", 0, false, NOW.plusSeconds(7)));

        assertThat(Fleet.victims(1, workers)).containsExactly("unready", "new", "old");
        assertThat(Fleet.victims(4, workers)).isEmpty();
    }

    @Test
    void holdsBackLongerEachTimeAWorkerDiesYoung() {
        Restraint restraint = new Restraint();
        List<Long> pauses =
                java.util.stream.IntStream.range(0, 7)
                        .mapToObj(_ -> restraint.died(Duration.ofSeconds(1), NOW).toSeconds())
                        .toList();

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        assertThat(restraint.allows(NOW.plusSeconds(29))).isFalse();
        assertThat(restraint.allows(NOW.plusSeconds(30))).isTrue();
        assertThat(restraint.died(Duration.ofSeconds(60), NOW)).isZero();
    }

    @Test
    void runsWorkersNicelyWhereThatIsPossible() {
        assertThat(WorkerCommand.yielding(10, List.of("java"), "/nowhere")).containsExactly("java");
        assertThat(WorkerCommand.yielding(0, List.of("java"), "/usr/bin:/bin"))
                .containsExactly("java");
    }
}
