package dev.spillway.controller;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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

final class ArchitectureTest {

    /** Everything that decides, forecasts, simulates or counts money. */
    private static final String[] DECISIONS = {
        "..controller.recommend..",
        "..controller.bound..",
        "..controller.pause..",
        "..controller.policy..",
        "..controller.decision..",
        "..controller.explain..",
        "..controller.simulate..",
        "..controller.prewarm..",
        "..controller.cost..",
        "..controller.capacity..",
        "..controller.share..",
        "..controller.kubernetes.plan..",
    };

    private static final JavaClasses ALL =
            new ClassFileImporter().importPackages("dev.spillway.controller");
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.spillway.controller");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.spillway.controller.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs another is not needed by it")
                .check(MAIN);
    }

    @Test
    void decisionsDependOnNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..")
                                .or(resideInAnyPackage(DECISIONS)))
                .because("a decision is replayed and simulated: values in, values out")
                .check(MAIN);
    }

    @Test
    void theCatalogIsPlainData() {
        classes()
                .that()
                .resideInAPackage("..controller.catalog")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "..controller.catalog",
                        "..controller.bound",
                        "..controller.prewarm",
                        "..controller.cost")
                .because("it is read from files today and from a cluster tomorrow")
                .check(MAIN);
    }

    @Test
    void manifestsKnowNoCluster() {
        classes()
                .that()
                .resideInAPackage("..controller.kubernetes.manifest")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.fabric8.kubernetes.api.model..",
                        "io.fabric8.kubernetes.api.builder..",
                        "..controller.kubernetes.manifest",
                        "..controller.kubernetes.plan",
                        "..controller.catalog",
                        "..controller.bound")
                .because("what a pool wants is rendered and compared without one")
                .check(MAIN);
    }

    @Test
    void theDoctorLooksAtValues() {
        classes()
                .that()
                .resideInAPackage("..controller.doctor..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.fabric8.kubernetes.api.model..",
                        "..controller.doctor..")
                .because("who reads them from a cluster is another")
                .check(MAIN);
    }

    @Test
    void technologyIsKnownOnlyToTheWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..controller.redis",
                        "..controller.process",
                        "..controller.prometheus",
                        "..controller.kubernetes..",
                        "..controller.serve")
                .and()
                // It is the wiring of the doctor: reader to checks to report.
                .doNotHaveSimpleName("DoctorCommand")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..controller.redis",
                        "..controller.process",
                        "..controller.prometheus",
                        "..controller.kubernetes..")
                .because("the loop acts through ports, so that a cluster can take their place")
                .check(MAIN);
    }

    @Test
    void timeComesFromOutside() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("time is an argument, and nothing waits by sleeping")
                .check(ALL);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .because("a class says in its constructor what it needs")
                .check(ALL);
    }

    @Test
    void springsPartsAreNobodysApi() {
        classes()
                .that()
                .areAnnotatedWith(Configuration.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .notBePublic()
                .because("wiring is used by Spring alone")
                .check(
                        MAIN.that(
                                com.tngtech.archunit.base.DescribedPredicate.not(
                                        com.tngtech.archunit.core.domain.properties.HasName
                                                .Predicates.nameEndingWith(
                                                "ControllerApplication"))));
    }
}
