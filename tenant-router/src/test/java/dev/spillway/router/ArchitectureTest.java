package dev.spillway.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;

/** The rules of the house that a compiler does not know. */
class ArchitectureTest {
    private static final String ROOT = "dev.spillway.router";
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package must be understandable without those that use it")
                .check(MAIN);
    }

    @Test
    void decisionsKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".admission..", ROOT + ".tenancy..", ROOT + ".job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "redis.clients..",
                        "io.micrometer..",
                        "jakarta.servlet..",
                        "org.apache..")
                .because("what is decided must be testable with values alone")
                .check(MAIN);
    }

    @Test
    void nobodyReadsTheClockOrSleeps() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("time comes in as an argument or by an injected source")
                .check(ALL);
    }

    @Test
    void technologyIsUsedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".redis..", ROOT + ".nimbus..", ROOT + ".tomcat..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".redis..",
                        ROOT + ".nimbus..",
                        ROOT + ".tomcat..",
                        "redis.clients..",
                        "com.nimbusds..")
                .because("a library is exchanged in one package")
                .check(MAIN);
    }

    @Test
    void wiringIsPrivate() {
        classes()
                .that()
                .areAnnotatedWith(Configuration.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .because("nobody calls an endpoint or a configuration but Spring")
                .check(MAIN);
    }

    @Test
    void dependenciesComeByConstructor() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .because("a constructor says what a class needs")
                .check(MAIN);
    }
}
