package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.inspect.FakeCluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

final class DoctorCommandIT {

    private static final String HEALTHY =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web}}
            """;

    @TempDir private Path folder;
    private final FakeCluster cluster = new FakeCluster();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void tellsErrorsFirstAndOneFixForAlikeOnes() throws IOException {
        try (KubernetesClient client = cluster.client();
                var documents = getClass().getResourceAsStream("/doctor/report.yaml")) {
            client.load(documents)
                    .items()
                    .forEach((HasMetadata each) -> client.resource(each).create());
        }

        assertThat(run()).isEqualTo(1);

        try (var golden = getClass().getResourceAsStream("/doctor/report.txt")) {
            assertThat(out.toString().replaceAll("localhost:\\d+", "localhost:PORT"))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsWith0WithoutErrors() throws IOException {
        try (KubernetesClient client = cluster.client()) {
            client.resource(HEALTHY).create();
        }

        assertThat(run("--namespace", "shop")).isZero();
        assertThat(out.toString()).contains("Looked at namespace shop:").doesNotContain("ERROR");
    }

    @Test
    void endsWith3WhereItSeesNoWorkloads() {
        cluster.answer("/deployments", 403);
        cluster.answer("/statefulsets", 403);

        assertThat(run()).isZero();

        cluster.answer("/daemonsets", 403);

        assertThat(run()).isEqualTo(3);
        assertThat(out.toString()).contains("access-missing");
    }

    @Test
    void saysTheSameToPrograms() throws IOException {
        try (KubernetesClient client = cluster.client();
                var documents = getClass().getResourceAsStream("/doctor/report.yaml")) {
            client.load(documents)
                    .items()
                    .forEach((HasMetadata each) -> client.resource(each).create());
        }

        assertThat(run("--output", "json")).isEqualTo(1);

        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.get("version").asString()).isEqualTo("v1.36.2");
        JsonNode first = report.get("findings").get(0);
        assertThat(first.toString())
                .isEqualTo(
                        "{\"severity\":\"error\",\"check\":\"api-missing\",\"kind\":\"API\",\"namespace\":\"\",\"name\":\"external.metrics.k8s.io\",\"what\":\"nobody serves it, and HorizontalPodAutoscaler shop/web needs it\",\"fix\":\"Install one server for external.metrics.k8s.io: KEDA, or prometheus-adapter with external rules (k8s/components).\"}");
    }

    @Test
    void saysInOneLineThatNoClusterAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Path file =
                Files.writeString(
                        folder.resolve("gone"),
                        Files.readString(cluster.kubeconfig(folder))
                                .replaceFirst("localhost:\\d+", "localhost:" + free));

        assertThat(execute("doctor", "--kubeconfig", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith(
                        "spillway doctor: no API server of Kubernetes answers at http://localhost:%d/ (context fake) ("
                                .formatted(free))
                .hasLineCount(1);
    }

    @Test
    void saysInOneLineWhatElseKeepsItOut() throws IOException {
        assertThat(run("--context", "prod")).isEqualTo(1);
        assertThat(run("--output", "xml")).isEqualTo(2);
        assertThat(run("--namespace", "a", "--all-namespaces")).isEqualTo(2);
        assertThat(execute("doctor", "--kubeconfig", folder.resolve("none").toString()))
                .isEqualTo(1);
        Path wrong = Files.writeString(folder.resolve("wrong"), "hello: [");
        assertThat(execute("doctor", "--kubeconfig", wrong.toString())).isEqualTo(1);
        cluster.answer("/apis", 401);
        assertThat(run()).isEqualTo(1);

        assertThat(err.toString().replaceAll("localhost:\\d+", "localhost:PORT").lines())
                .containsExactly(
                        "spillway doctor: context is 'prod'; allowed are fake",
                        "spillway doctor: --output is 'xml'; allowed are text, json (see spillway doctor --help)",
                        "spillway doctor: Error: --namespace=NAMESPACE, --all-namespaces are mutually exclusive (specify only one) (see spillway doctor --help)",
                        "spillway doctor: %s cannot be read".formatted(folder.resolve("none")),
                        "spillway doctor: %s is not a kubeconfig file".formatted(wrong),
                        "spillway doctor: the API server at http://localhost:PORT/ (context fake) does not accept who you are (401); renew the credentials of your kubeconfig");
    }

    private int run(String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "doctor";
        arguments[1] = "--kubeconfig";
        arguments[2] = cluster.kubeconfig(folder).toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return execute(arguments);
    }

    private int execute(String... arguments) {
        return Spillway.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
