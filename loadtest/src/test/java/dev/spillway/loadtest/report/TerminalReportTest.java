package dev.spillway.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.loadtest.verdict.Check;
import dev.spillway.loadtest.verdict.Result;

import org.junit.jupiter.api.Test;

import java.util.List;

class TerminalReportTest {

    private static final List<Check> CHECKS =
            List.of(
                    new Check("lost", Result.PASS, "0", "0"),
                    new Check("steps up", Result.FAIL, "2", "at most 1"));

    @Test
    void putsLimitsBesideTheChecksWhereThereIsRoom() {
        String wide =
                """
                PASS  lost      0  0
                FAIL  steps up  2  at most 1""";

        assertThat(TerminalReport.checks(CHECKS, 0)).isEqualTo(wide);
        assertThat(TerminalReport.checks(CHECKS, 28)).isEqualTo(wide);
    }

    @Test
    void putsLimitsBelowOnANarrowScreen() {
        assertThat(TerminalReport.checks(CHECKS, 27))
                .isEqualTo(
                        """
                        PASS  lost      0
                                        (0)
                        FAIL  steps up  2
                                        (at most 1)""");
    }
}
