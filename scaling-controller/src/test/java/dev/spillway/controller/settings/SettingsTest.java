package dev.spillway.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.policy.Policies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

final class SettingsTest {

    @TempDir private Path folder;

    @Test
    void hasADefaultForEverythingButWhereThingsLie() throws IOException {
        Settings settings = read(Map.of());

        assertThat(settings.redisHost()).isEqualTo("localhost");
        assertThat(settings.redisPort()).isEqualTo(6379);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8090);
        assertThat(settings.defaults()).isEqualTo(Defaults.STANDARD);
        assertThat(settings.prometheus()).isEmpty();
        assertThat(settings.logLevel()).isEqualTo("INFO");
        assertThat(workers(settings).stopOnExit()).isTrue();
        assertThat(workers(settings).firstPort()).isEqualTo(8100);
    }

    @Test
    void takesWhatTheEnvironmentSays() throws IOException {
        Settings settings =
                read(
                        Map.of(
                                "MIN_REPLICAS", "1",
                                "MAX_REPLICAS", "7",
                                "TARGET_QUEUE_DEPTH", "5",
                                "PREDICT_MAX_CONCURRENCY", "8",
                                "SPILLWAY_FAIRNESS", "FIFO",
                                "PROMETHEUS_ENABLED", "True",
                                "PROMETHEUS_URL", "http://metrics:9090",
                                "LOG_LEVEL", "debug",
                                "SPILLWAY_WORKER_OPTS", " -Xmx256m   -XX:+UseSerialGC "));

        assertThat(settings.defaults())
                .isEqualTo(new Defaults(1, 7, 5, 8, Optional.of(Fairness.FIFO)));
        assertThat(settings.prometheus()).contains(URI.create("http://metrics:9090"));
        assertThat(settings.logLevel()).isEqualTo("DEBUG");
        assertThat(workers(settings).options()).containsExactly("-Xmx256m", "-XX:+UseSerialGC");
    }

    @Test
    void takesThePoliciesThatTheEnvironmentNames() throws IOException {
        Defaults defaults =
                read(Map.of(
                                "SPILLWAY_POLICY",
                                "fixed:replicas=4",
                                "SPILLWAY_SHADOW_POLICY",
                                "queue-depth"))
                        .defaults();

        assertThat(defaults.policy()).isEqualTo("fixed:replicas=4");
        assertThat(defaults.shadowPolicy()).contains("queue-depth");
        assertThat(defaults.capacityReplicas()).isEmpty();
        assertThat(Defaults.STANDARD.policy()).isEqualTo(Policies.DEFAULT);
    }

    @Test
    void takesTheCapacityThatTheEnvironmentNames() throws IOException {
        assertThat(read(Map.of("SPILLWAY_CAPACITY_REPLICAS", " 24 ")).defaults().capacityReplicas())
                .hasValue(24);
    }

    @Test
    void isTheProgramThatTheBuildNames() throws IOException {
        Path pom = Path.of(System.getProperty("spillway.root"), "pom.xml");

        assertThat(Files.readString(pom))
                .contains("<version>%s-SNAPSHOT</version>".formatted(Program.VERSION));
    }

    @Test
    void aVariableSetToNothingCountsAsNotSet() throws IOException {
        assertThat(read(Map.of("REDIS_PORT", "", "SPILLWAY_FAIRNESS", " ")).redisPort())
                .isEqualTo(6379);
    }

    @Test
    void listsEveryWrongVariable() {
        Environment environment =
                new Environment(Map.of("REDIS_PORT", "x", "MAX_REPLICAS", "0", "LOG_LEVEL", "?"));
        Settings.read(environment);

        assertThat(environment.problems())
                .extracting(problem -> List.of(problem.split(" ", 2)).getFirst())
                .contains("REDIS_PORT", "MAX_REPLICAS", "LOG_LEVEL", "SPILLWAY_WORKER_JAR");
    }

    @Test
    void aClusterNeedsTheImageOfTheWorkerAndNoJar() {
        Environment environment =
                new Environment(
                        Map.of(
                                "SPILLWAY_MODE", "kubernetes",
                                "SPILLWAY_WORKER_IMAGE", "registry.example/rag-service:1",
                                "SPILLWAY_WORKER_ENV_OFFLINE", "true"));
        Settings settings = Settings.read(environment);

        assertThat(environment.problems()).isEmpty();
        assertThat(settings.platform())
                .isEqualTo(
                        new Settings.Platform.Kubernetes(
                                "spillway-system",
                                "controller",
                                "registry.example/rag-service:1",
                                "IfNotPresent",
                                Optional.empty(),
                                Duration.ZERO,
                                URI.create("http://localhost:9090"),
                                Map.of("OFFLINE", "true"),
                                OptionalInt.empty(),
                                OptionalInt.empty()));
        Environment without = new Environment(Map.of("SPILLWAY_MODE", "kubernetes"));
        Settings.read(without);
        assertThat(without.problems())
                .containsExactly("SPILLWAY_WORKER_IMAGE is ''; allowed is the image of the worker");
    }

    @Test
    void signalsAreServedWhereTheyHaveAPort() {
        Environment environment =
                new Environment(
                        Map.of(
                                "SPILLWAY_MODE", "kubernetes",
                                "SPILLWAY_WORKER_IMAGE", "registry.example/rag-service:1",
                                "SPILLWAY_EXTERNAL_SCALER_PORT", "9091",
                                "SPILLWAY_EXTERNAL_METRICS_PORT", "443"));
        Settings settings = Settings.read(environment);

        assertThat(environment.problems())
                .containsExactly(
                        "SPILLWAY_EXTERNAL_METRICS_PORT is '443'; allowed are whole numbers from 1024 to 65535");
        assertThat(settings.platform())
                .isInstanceOfSatisfying(
                        Settings.Platform.Kubernetes.class,
                        cluster -> assertThat(cluster.externalScalerPort()).hasValue(9091));
    }

    private static Settings.Workers workers(Settings settings) {
        return settings.platform() instanceof Settings.Platform.Local(_, Settings.Workers workers)
                ? workers
                : fail("not local: %s", settings.platform());
    }

    private Settings read(Map<String, String> variables) throws IOException {
        Map<String, String> all = new HashMap<>(variables);
        all.put("SPILLWAY_CONFIG_DIR", folder.toString());
        all.put(
                "SPILLWAY_WORKER_JAR",
                Files.writeString(folder.resolve("worker.jar"), "").toString());
        Environment environment = new Environment(all);
        Settings settings = Settings.read(environment);
        assertThat(environment.problems()).isEmpty();
        return settings;
    }
}
