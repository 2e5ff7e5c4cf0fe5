package dev.spillway.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # terminal, rows, lines, drawn over
            true,       0,    12,    true
            true,       13,   12,    true
            true,       12,   12,    false
            false,      50,   12,    false
            """)
    void isDrawnOverOnlyWhereNothingScrollsAway(
            boolean terminal, int rows, int lines, boolean expected) {
        assertThat(new Screen(terminal, rows, 80).holds(lines)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # columns, line, shown
            0,         workers, workers
            8,         workers, workers
            7,         workers, worker
            """)
    void cutsWhatWouldTakeASecondLine(int columns, String line, String shown) {
        assertThat(new Screen(true, 20, columns).fitting(line)).isEqualTo(shown);
    }
}
