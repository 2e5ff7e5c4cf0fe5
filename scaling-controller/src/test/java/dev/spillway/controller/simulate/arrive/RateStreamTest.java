package dev.spillway.controller.simulate.arrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

final class RateStreamTest {

    private static final double HOUR = 3600;

    static Stream<Rate> rates() {
        return Stream.of(
                new Rate.Constant(20),
                new Rate.Ramp(0, 100, 600, 1800),
                new Rate.Square(50, 5, 120, 0.3),
                new Rate.Seasonal(30, 0.9, 0.5, 600),
                new Rate.Steps(List.of(new Rate.Steps.Step(0, 5), new Rate.Steps.Step(900, 80))),
                new Rate.Bins(List.of(1.0, 0.0, 70.0, 30.0), 900),
                new Rate.Within(new Rate.Constant(200), 1234.5, 2000));
    }

    /** As many as the integral of the rate says, in every quarter of an hour. */
    @ParameterizedTest
    @MethodSource("rates")
    void followsItsRate(Rate rate) {
        int[] counts = new int[4];
        ArrivalStream stream = new Arrivals.Poisson(rate).stream(new SplittableRandom(5));
        for (long at = stream.next(); at < (long) (HOUR * 1e9); at = stream.next()) {
            counts[(int) (at / 900_000_000_000L)]++;
        }
        for (int quarter = 0; quarter < 4; quarter++) {
            double expected = 0;
            for (int tenth = 0; tenth < 9000; tenth++) {
                expected += rate.at(quarter * 900 + tenth / 10.0 + 0.05) / 10;
            }
            assertThat((double) counts[quarter])
                    .isCloseTo(expected, within(4 * Math.sqrt(expected) + 1));
        }
    }

    @Test
    void drawsGapsOfAPoissonProcess() {
        ArrivalStream stream =
                new Arrivals.Poisson(new Rate.Constant(10)).stream(new SplittableRandom(1));
        double sum = 0;
        double squares = 0;
        long last = 0;
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            long at = stream.next();
            double gap = (at - last) / 1e9;
            sum += gap;
            squares += gap * gap;
            last = at;
        }
        double mean = sum / count;
        assertThat(mean).isCloseTo(0.1, Percentage.withPercentage(1));
        assertThat(squares / count - mean * mean).isCloseTo(0.01, Percentage.withPercentage(3));
    }

    @Test
    void spacesEvenly() {
        ArrivalStream stream =
                new Arrivals.Even(new Rate.Constant(4)).stream(new SplittableRandom(1));

        assertThat(stream.next()).isEqualTo(250_000_000);
        assertThat(stream.next()).isEqualTo(500_000_000);
    }

    @Test
    void ends() {
        ArrivalStream stream =
                new Arrivals.Even(new Rate.Within(new Rate.Constant(1), 10, 12.5))
                        .stream(new SplittableRandom(1));

        assertThat(stream.next()).isEqualTo(11_000_000_000L);
        assertThat(stream.next()).isEqualTo(12_000_000_000L);
        assertThat(stream.next()).isEqualTo(ArrivalStream.END);
    }

    @Test
    void scalesARecording() {
        long[] nanos = new long[10_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = i * 100_000_000L;
        }
        Replay rows = new Replay(nanos, new int[0], new int[0]);
        ArrivalStream stream =
                new Arrivals.Replayed(rows, 2.5, 20_000_000_000L, 5_000_000_000L)
                        .stream(new SplittableRandom(1));
        int count = 0;
        long last = 0;
        for (long at = stream.next(); at != ArrivalStream.END; at = stream.next()) {
            assertThat(at).isGreaterThanOrEqualTo(Math.max(last, 5_000_000_000L));
            last = at;
            count++;
        }
        assertThat(count).isBetween(24_700, 25_300);
    }
}
