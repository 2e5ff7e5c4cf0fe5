package dev.spillway.controller.simulate.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StepSeriesTest {

    private static final long SECOND = 1_000_000_000L;

    private static StepSeries series(int... values) {
        StepSeries series = new StepSeries();
        for (int i = 0; i < values.length; i++) {
            series.set(i * 10L * SECOND, values[i]);
        }
        return series;
    }

    @Test
    void knowsItsValueAndItsIntegral() {
        StepSeries series = series(3, 3, 5, 1);

        assertThat(series.at(-1)).isZero();
        assertThat(series.at(15 * SECOND)).isEqualTo(3);
        assertThat(series.at(30 * SECOND)).isEqualTo(1);
        assertThat(series.integral(0, 40 * SECOND)).isEqualTo(3 * 20 + 5 * 10 + 10);
        assertThat(series.integral(25 * SECOND, 35 * SECOND)).isEqualTo(5 * 5 + 5);
        assertThat(series.most(0, 25 * SECOND)).isEqualTo(5);
        assertThat(series.least(15 * SECOND, 29 * SECOND)).isEqualTo(3);
    }

    @Test
    void countsReversalsThatComeSoon() {
        StepSeries series = series(3, 5, 4, 6, 7, 2);

        assertThat(series.reversals(0, 60 * SECOND, 10 * SECOND)).isEqualTo(3);
        assertThat(series.reversals(0, 60 * SECOND, 9 * SECOND)).isZero();
        assertThat(series.changes(0, 60 * SECOND, true)).isEqualTo(3);
        assertThat(series.changes(0, 60 * SECOND, false)).isEqualTo(2);
    }

    @Test
    void forgetsAChangeThatIsTakenBackAtOnce() {
        StepSeries series = series(3, 5);
        series.set(10 * SECOND, 3);

        assertThat(series.changes(0, 60 * SECOND, true)).isZero();
        assertThat(series.changes(0, 60 * SECOND, false)).isZero();
        assertThat(series.firstRise(0, 60 * SECOND)).isEqualTo(-1);
    }

    @Test
    void findsTheFirstRise() {
        assertThat(series(3, 2, 3, 4).firstRise(0, 60 * SECOND)).isEqualTo(30 * SECOND);
        assertThat(series(3, 2, 3, 4).firstAtLeast(3, 12 * SECOND, 60 * SECOND))
                .isEqualTo(20 * SECOND);
    }
}
