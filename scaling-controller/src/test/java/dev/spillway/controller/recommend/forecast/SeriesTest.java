package dev.spillway.controller.recommend.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class SeriesTest {

    @Test
    void isAListLikeAnyOther() {
        List<Double> list = List.of(1.5, -2.0, 0.0);
        Series series = Series.copyOf(list);

        assertThat(series).isEqualTo(list).hasSameHashCodeAs(list).hasToString(list.toString());
        assertThat(list).isEqualTo(series);
        assertThat(Series.copyOf(series)).isSameAs(series);
    }

    @Test
    void forgetsTheOldestForTheNewest() {
        Series series = Series.of(new double[] {1, 2});

        assertThat(series.plus(3, 3)).containsExactly(1.0, 2.0, 3.0);
        assertThat(series.plus(3, 3).plus(0, 3)).containsExactly(2.0, 3.0, 0.0);
        assertThat(series).containsExactly(1.0, 2.0);
    }

    @Test
    void changesWithNobodysArray() {
        double[] values = {1, 7, 3};
        Series series = Series.of(values);
        values[0] = 9;
        series.toDoubles()[2] = 9;

        assertThat(series).containsExactly(1.0, 7.0, 3.0);
        assertThat(series.highest()).isEqualTo(7);
        assertThat(Series.of(new double[0]).highest()).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
