package dev.spillway.controller.recommend.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScalingRulesTest {

    @ParameterizedTest(name = "{0} is {1} times {2}")
    @CsvSource(
            textBlock =
                    """
                    0,       0,    1
                    2,       2,    1
                    0.5,     500,  0.001
                    0.059,   59,   0.001
                    0.118,   118,  0.001
                    0.0005,  500,  0.000001
                    1e-9,    1,    0.000000001
                    -0.1,    -100, 0.001
                    """)
    void keepsToleranceAsAWholeNumberOfSmallParts(double decimal, double whole, double unit) {
        assertThat(toleranceOf(decimal)).isEqualTo(whole * unit);
    }

    @Test
    void staysTheSameWhenReadAgain() {
        for (int milli = 0; milli < 1000; milli++) {
            double once = toleranceOf(milli / 1000.0);
            assertThat(once).isEqualTo(milli * 0.001);
            assertThat(toleranceOf(once)).isEqualTo(once);
        }
    }

    @Test
    void edgeThatADecimalLeavesOutIsInside() {
        double usage = 941.0 / 1000.0;
        assertThat(Tolerance.of(toleranceOf(0.059)).covers(usage)).isTrue();
        assertThat(Tolerance.of(0.059).covers(usage)).isFalse();
    }

    @Test
    void passesOnWhatIsNoNumber() {
        assertThat(toleranceOf(Double.NaN)).isNaN();
    }

    private static double toleranceOf(double decimal) {
        return ScalingRules.DOWN.withTolerance(decimal).tolerance().orElseThrow();
    }
}
