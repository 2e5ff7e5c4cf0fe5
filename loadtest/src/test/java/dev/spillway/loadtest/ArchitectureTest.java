package dev.spillway.loadtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;

class ArchitectureTest {

    private static final JavaClasses ALL =
            new ClassFileImporter().importPackages("dev.spillway.loadtest");

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.spillway.loadtest.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs another which needs it back cannot be read alone")
                .check(ALL);
    }

    @Test
    void verdictsAreValuesInValuesOut() {
        noClasses()
                .that()
                .resideInAnyPackage("..verdict..", "..timeline..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.gatling..",
                        "redis..",
                        "tools.jackson..",
                        "picocli..",
                        "java.nio..",
                        "java.net..")
                .because("a verdict must be the same wherever its evidence comes from")
                .check(ALL);
    }

    @Test
    void nobodyReadsTheClockBehindACallersBack() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because(
                        "time is an argument or an InstantSource, and waiting has a condition and a deadline")
                .check(ALL);
    }
}
