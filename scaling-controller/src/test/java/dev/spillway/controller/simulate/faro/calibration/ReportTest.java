package dev.spillway.controller.simulate.faro.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    9.53, 11.02, 1.5, true
                    9.53, 11.04, 1.5, false
                    36.9, 42.4,  1.5, true
                    36.9, 42.5,  1.5, false
                    36.9, 31.3,  1.5, false
                    96,   148,   0,   false
                    """)
    void isMetWithinTheDistanceOrFifteenPercent(
            double published, double measured, double absolute, boolean met) {
        assertThat(Report.isMet(published, measured, absolute)).isEqualTo(met);
    }
}
