package dev.spillway.rag;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.index.ChunkIndex;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

final class ArchitectureTest {

    private static final JavaClasses ALL =
            new ClassFileImporter().importPackages("dev.spillway.rag");
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.spillway.rag");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.spillway.rag.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs another is not needed by it")
                .check(MAIN);
    }

    @Test
    void rankingAndSplittingDependOnNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage("..rag.rank", "..rag.split")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "..rag.rank", "..rag.split")
                .because("they are pure: values in, values out")
                .check(MAIN);
    }

    @Test
    void answeringKnowsNoTechnology() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..rag.answer",
                        "..rag.index",
                        "..rag.embed",
                        "..rag.tenants",
                        "..rag.worker",
                        "..rag.ingest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "redis.clients..",
                        "io.micrometer..",
                        "org.apache.lucene..",
                        "ai.onnxruntime..")
                .because("technology is behind ports, so that tests need none of it")
                .check(MAIN);
    }

    @Test
    void technologyIsKnownOnlyToTheWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.spillway.rag",
                        "..rag.lucene",
                        "..rag.onnx",
                        "..rag.redis",
                        "..rag.openai",
                        "..rag.http",
                        "..rag.metrics")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..rag.lucene",
                        "..rag.onnx",
                        "..rag.redis",
                        "..rag.openai",
                        "..rag.http",
                        "..rag.metrics")
                .because("an implementation can then be replaced in one place")
                .check(MAIN);
    }

    @Test
    void everyIndexOperationNamesItsTenant() {
        methods()
                .that()
                .areDeclaredIn(ChunkIndex.class)
                .and()
                .doNotHaveName("tenants")
                .should()
                .haveRawParameterTypes(
                        new com.tngtech.archunit.base.DescribedPredicate<>("a tenant first") {
                            @Override
                            public boolean test(
                                    List<com.tngtech.archunit.core.domain.JavaClass> types) {
                                return !types.isEmpty()
                                        && types.getFirst().isEquivalentTo(TenantId.class);
                            }
                        })
                .because("a forgotten tenant must not compile")
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
    void wiringIsNobodysApi() {
        classes()
                .that()
                .areAnnotatedWith(Configuration.class)
                .should()
                .notBePublic()
                .because("it is used by Spring alone")
                .check(MAIN);
    }
}
