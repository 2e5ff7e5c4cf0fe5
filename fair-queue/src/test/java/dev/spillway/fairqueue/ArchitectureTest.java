package dev.spillway.fairqueue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;

final class ArchitectureTest {

    private static final String ROOT = "dev.spillway.fairqueue";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("who uses a queue on one side need not know the others")
                .check(MAIN);
    }

    @Test
    void theContractAndTheModelKnowNothingButTheJdk() {
        classes()
                .that()
                .resideOutsideOfPackage(ROOT + ".redis..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + "..")
                .because("a queue without Redis must need no Redis client")
                .check(MAIN);
    }

    @Test
    void nobodyButItsOwnPackageKnowsTheRedisImplementation() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".redis..")
                .because("the contract does not depend on how it is kept")
                .check(MAIN);
    }

    @Test
    void redisShowsOnlyHowToConnect() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".redis..")
                .and()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(RedisQueues|RedisOptions)")
                .because("everything else may change without anyone noticing")
                .check(MAIN);
    }

    @Test
    void nobodyReadsTheSystemClockOrSleeps() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("time is the store's or a test's, and waiting is for a condition")
                .check(ALL);
    }
}
