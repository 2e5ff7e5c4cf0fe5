package dev.spillway.controller.simulate.faro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.simulate.faro.calibration.Contender;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/** One seed on one node; the whole calibration is a program of its own. */
final class ShortCalibrationTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    FAIR_SHARE, 16.29, 0.5, 58730, 3364, 30.00
                    AIAD,        9.53, 1.5, 20648, 4654, 29.89
                    """)
    void meetsThePublishedResultAt32Cpus(
            Contender contender,
            double violationPercent,
            double points,
            double failed,
            double p99Millis,
            double meanReplicas)
            throws IOException {
        FaroTrace trace = FaroTrace.read(Traces.file("faro-10-tenants.json"));

        FaroScore score = contender.run(trace, 32, 42);

        assertThat(score.requests()).isEqualTo(2_675_770);
        assertThat(100 * score.violationRatio()).isCloseTo(violationPercent, within(points));
        assertThat((double) score.failed()).isCloseTo(failed, within(0.15 * failed));
        assertThat(score.p99Millis()).isCloseTo(p99Millis, within(0.03 * p99Millis));
        assertThat(score.meanReplicas()).isCloseTo(meanReplicas, within(0.3));
    }
}
