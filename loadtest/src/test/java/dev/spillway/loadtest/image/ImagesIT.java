package dev.spillway.loadtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The images that {@code mvn -Pimage verify} has just built, read as files. */
@Tag("image")
class ImagesIT {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root", ".."));
    private static final String CACHE = "app/cache/app.aot";

    @TempDir private Path folder;

    private ImageTar image(String name) throws IOException, InterruptedException {
        return ImageTar.open(ROOT.resolve(name + "/target/image/" + name + ".tar"), folder);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    tenant-router,      dev.spillway.router.RouterApplication, ''
                    rag-service,        dev.spillway.rag.RagService,           ''
                    scaling-controller, dev.spillway.controller.cli.Spillway,  serve
                    """)
    void runsTheJvmItselfAsAnOrdinaryUser(String name, String mainClass, String arguments)
            throws Exception {
        ImageTar image = image(name);
        assertThat(image.config().get("User").asString()).isEqualTo("10001:10001");
        assertThat(image.texts("Entrypoint")).startsWith("java").endsWith(mainClass);
        assertThat(String.join(" ", image.texts("Cmd"))).isEqualTo(arguments);
        assertThat(image.config().get("Labels").get("org.opencontainers.image.title").asString())
                .isEqualTo(name);
        assertThat(image.config().get("Labels").has("org.opencontainers.image.version")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-router", "rag-service", "scaling-controller"})
    void hasTheNameThatTheManifestsAskFor(String name) throws Exception {
        String tag = image(name).name().replaceAll(".*:", "");
        String manifests =
                Files.readString(ROOT.resolve("k8s/base/router.yaml"))
                        + Files.readString(ROOT.resolve("k8s/base/controller.yaml"));
        assertThat(manifests).contains("spillway/%s:%s".formatted(name, tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-router", "rag-service", "scaling-controller"})
    void holdsNoSecret(String name) throws Exception {
        ImageTar image = image(name);
        assertThat(image.texts("Env"))
                .noneMatch(pair -> pair.matches("(?i)[^=]*(KEY|TOKEN|SECRET|PASSWORD)[^=]*=.+"));
        assertThat(image.files())
                .noneMatch(
                        file -> file.matches("(?i).*(\\.env|keys.*|\\.pem|\\.key|\\.p12|\\.jks)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-router", "rag-service", "scaling-controller"})
    void nothingOfItIsWritableOrBearsATime(String name) throws Exception {
        ImageTar image = image(name);
        assertThat(image.created()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(image.entries())
                .isNotEmpty()
                .allSatisfy(
                        entry -> {
                            assertThat(entry.owner()).isEqualTo("0/0");
                            assertThat(entry.mode()).matches("[-d]r.[-x]r-[-x]r-[-x]");
                            assertThat(entry.time()).startsWith("1970-01-01 00:00:0");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-router", "rag-service", "scaling-controller"})
    void whatChangesMostLiesOnTop(String name) throws Exception {
        List<String> layers =
                image(name).layers().stream()
                        .map(layer -> layer.name() + ":" + layer.entries().getLast().path())
                        .toList();
        assertThat(layers.get(0)).startsWith("dependencies:app/libs/");
        assertThat(layers.get(1)).startsWith("project dependencies:app/libs/fair-queue");
        assertThat(layers.get(2)).startsWith("extra files:app/classpath/" + name);
        assertThat(layers.subList(0, layers.size() - 1)).noneMatch(layer -> layer.endsWith(CACHE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-router", "rag-service", "scaling-controller"})
    void hasACacheWhereTheBuildCouldRunIt(String name) throws Exception {
        ImageTar image = image(name);
        boolean ofThisMachine =
                image.architecture()
                        .equals(
                                System.getProperty("os.arch").equals("aarch64")
                                        ? "arm64"
                                        : "amd64");
        assertThat(image.layers().getLast().entries().getLast().path().equals(CACHE))
                .isEqualTo(
                        ofThisMachine
                                && System.getProperty("os.name").equals("Linux")
                                && "trained".equals(System.getProperty("spillway.image.cache")));
    }

    /** A cache is good for one order of jars. */
    @ParameterizedTest
    @ValueSource(strings = {"tenant-router", "rag-service", "scaling-controller"})
    void namesItsJarsInAFixedOrder(String name) throws Exception {
        ImageTar image = image(name);
        List<String> jars =
                Arrays.stream(image.text("app/jib-classpath-file").split(":"))
                        .filter(jar -> !jar.equals("/app/classpath/*"))
                        .toList();
        assertThat(jars).hasSizeGreaterThan(20).noneMatch(jar -> jar.contains("*"));
        assertThat(image.files()).filteredOn(file -> file.startsWith("app/classpath/")).hasSize(1);
        assertThat(image.files().stream().map(file -> "/" + file))
                .containsAll(
                        jars.stream()
                                .filter(jar -> !jar.matches(".*/libs/onnxruntime.*"))
                                .toList());
    }

    /** What a node fetches besides the base: compressed, in millions of bytes. */
    @ParameterizedTest
    @CsvSource({"tenant-router, 50", "rag-service, 75", "scaling-controller, 80"})
    void isSmall(String name, int mostMegabytes) throws Exception {
        assertThat(image(name).bytes()).isLessThan(mostMegabytes * 1_000_000L);
    }

    @Test
    void theWorkerHasItsCorpusAndOneNativeRuntime() throws Exception {
        ImageTar image = image("rag-service");
        assertThat(image.texts("Env"))
                .contains("SPILLWAY_CORPUS_DIR=/app/corpus", "ORT_DISABLE_TELEMETRY=1");
        try (var corpus = Files.list(ROOT.resolve("corpus"))) {
            assertThat(corpus.map(each -> "app/corpus/" + each.getFileName()))
                    .allSatisfy(
                            each ->
                                    assertThat(image.files())
                                            .anyMatch(
                                                    file ->
                                                            file.equals(each)
                                                                    || file.startsWith(
                                                                            each + "/")));
        }
        assertThat(image.files())
                .contains("app/native/libonnxruntime.so", "app/native/libonnxruntime4j_jni.so")
                .noneMatch(file -> file.matches("app/libs/onnxruntime.*"));
        assertThat(image.machine("app/native/libonnxruntime4j_jni.so"))
                .isEqualTo(image.architecture());
    }
}
