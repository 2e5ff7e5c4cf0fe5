package dev.spillway.controller.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every check over a table of clusters in YAML: where it speaks, what it says, where it is silent. */
final class DoctorTest {

    static Stream<CheckCase> cases() {
        return Arrays.stream(Check.values()).flatMap(CheckCase::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrongAndHowToFixIt(CheckCase given) {
        List<Finding> findings =
                Doctor.examine(given.snapshot()).stream()
                        .filter(finding -> finding.check() == given.check())
                        .toList();

        assertThat(findings.stream().map(DoctorTest::line))
                .containsExactlyInAnyOrderElementsOf(given.expected());
        String fixes = findings.stream().map(Finding::fix).collect(Collectors.joining("\n"));
        given.fixes().forEach(part -> assertThat(fixes).contains(part));
    }

    private static String line(Finding finding) {
        return "%s %s: %s"
                .formatted(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.subject(),
                        finding.what());
    }

    @ParameterizedTest
    @EnumSource
    void everyCheckHasACaseWhereItSpeaksAndOneWhereItIsSilent(Check check) {
        assertThat(CheckCase.of(check).map(given -> given.expected().isEmpty()))
                .contains(true, false);
        assertThat(CheckCase.of(check).flatMap(given -> given.fixes().stream())).isNotEmpty();
    }

    @Test
    void thePageHasARowForEveryCheck() throws IOException {
        Path page = Path.of(System.getProperty("spillway.root"), "docs", "doctor.md");

        assertThat(
                        Files.readAllLines(page).stream()
                                .filter(line -> line.startsWith("| `"))
                                .map(line -> line.replaceFirst("^\\| `([^`]*)`.*", "$1")))
                .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).toList());
    }
}
