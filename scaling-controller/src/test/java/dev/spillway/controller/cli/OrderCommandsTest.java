package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What the commands send, and what they make of an answer; {@code OrdersIT} has a controller. */
final class OrderCommandsTest {

    private static final String SHARED =
            "Pool shared-demo is paused at 4, from 2: 4 workers asked for, 3 ready (allowed 2 to 6). To scale it automatically again: spillway resume shared-demo";

    private final AtomicReference<String> sent = new AtomicReference<>("");
    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        answer.set(pool().toString());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/pools/",
                exchange -> {
                    sent.set(
                            "%s %s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            exchange.getRequestHeaders().getFirst("Content-Type"),
                                            new String(
                                                    exchange.getRequestBody().readAllBytes(),
                                                    StandardCharsets.UTF_8)));
                    byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static ObjectNode pool() throws IOException {
        String example =
                Files.readString(
                        Path.of(
                                System.getProperty("spillway.root"),
                                "contracts/examples/controller-status.json"));
        return (ObjectNode) JsonMapper.shared().readTree(example).path("pools").path(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pause media                            | {"kind":"pause","by":"amy","reason":""}
                    pause media --replicas 4               | {"kind":"pause","replicas":4,"by":"amy","reason":""}
                    pause media --replicas 99 --force      | {"kind":"pause","replicas":99,"force":true,"by":"amy","reason":""}
                    scale media --replicas 4 --reason fast | {"kind":"scale","replicas":4,"by":"amy","reason":"fast"}
                    scale media --replicas 0 --force       | {"kind":"scale","replicas":0,"force":true,"by":"amy","reason":""}
                    emergency media                        | {"kind":"emergency","by":"amy","reason":""}
                    """)
    void sendsAnOrderAndSaysWhatThePoolBecame(String arguments, String body) {
        assertThat(run(arguments + " --by amy")).isZero();
        assertThat(sent).hasValue("POST /api/v1/pools/media/orders application/json " + body);
        assertThat(out.toString().strip()).isEqualTo(SHARED);
    }

    @Test
    void resumes() throws IOException {
        ObjectNode pool = pool();
        pool.remove("pause");
        answer.set(pool.toString());

        assertThat(run("resume media --by amy")).isZero();
        assertThat(sent.get()).endsWith("{\"kind\":\"resume\",\"by\":\"amy\",\"reason\":\"\"}");
        assertThat(out.toString().strip())
                .isEqualTo(
                        "Pool shared-demo scales automatically again: 4 workers asked for, 3 ready.");
    }

    @Test
    void whoOrdersIsTheUserIfNobodyElseIsNamed() {
        run("pause media");

        assertThat(sent.get()).contains("\"by\":\"%s\"".formatted(System.getProperty("user.name")));
    }

    @Test
    void saysWhenFewerAreAskedForThanOrdered() throws IOException {
        answer.set(pool().put("desired", 3).toString());

        assertThat(run("scale media --replicas 4")).isZero();
        assertThat(out.toString())
                .contains("3 workers asked for", "Why not 4: spillway explain shared-demo.");
    }

    @Test
    void passesARefusalOn() {
        status = 409;
        answer.set("{\"detail\": \"pool shared is not paused\"}");

        assertThat(run("resume media")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("spillway resume: pool shared is not paused");
    }

    @Test
    void saysWhenSomebodyElseAnswers() {
        answer.set("<html>");

        assertThat(run("pause media")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .endsWith("is not a controller of Spillway");
    }

    private int run(String arguments) {
        String url = "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
        return Spillway.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute((arguments + " --url " + url).split(" "));
    }
}
