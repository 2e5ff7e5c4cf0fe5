package dev.spillway.controller.simulate.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

final class LatencyHistogramTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.95, 0.99, 0.999, 1})
    void knowsQuantilesWithinItsBuckets(double ratio) {
        SplittableRandom random = new SplittableRandom(3);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] micros = new long[10_001];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = (long) (50_000 * random.nextExponential()) + 1;
            histogram.add(micros[i]);
        }
        Arrays.sort(micros);
        double exact = micros[(int) Math.ceil(ratio * micros.length) - 1] / 1000.0;

        assertThat(histogram.quantileMillis(ratio)).isCloseTo(exact, Percentage.withPercentage(1));
    }

    @Test
    void forgetsWhatIsTakenOut() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(1_000);
        histogram.add(9_000_000);
        histogram.remove(9_000_000);

        assertThat(histogram.quantileMillis(1))
                .isEqualTo(1, org.assertj.core.api.Assertions.within(0.02));
        assertThat(histogram.meanMillis()).isEqualTo(1);
        histogram.remove(1_000);
        assertThat(histogram.quantileMillis(0.95)).isZero();
    }

    @Test
    void slidesWithTime() {
        SlidingLatency sliding = new SlidingLatency(30_000_000_000L);
        for (int second = 0; second < 600; second++) {
            sliding.add(second * 1_000_000_000L, second < 500 ? 100_000 : 5_000);
        }

        LatencyHistogram left = sliding.at(599_000_000_000L);
        assertThat(left.count()).isEqualTo(31);
        assertThat(left.quantileMillis(1)).isCloseTo(5, Percentage.withPercentage(2));
        assertThat(sliding.at(700_000_000_000L).count()).isZero();
    }
}
