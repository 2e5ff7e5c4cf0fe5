package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

final class StatusCommandTest {

    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/status",
                exchange -> {
                    byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void showsWhatTheControllerAnswers() throws IOException {
        answer.set(
                Files.readString(
                        Path.of(
                                System.getProperty("spillway.root"),
                                "contracts/examples/controller-status.json")));

        assertThat(run("/")).isZero();
        assertThat(out.toString()).contains("shared-demo", "bakery", "bound SCALE_UP_RATE");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysWhenSomebodyElseAnswers() {
        answer.set("<html>");

        assertThat(run("")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("is not a controller");
    }

    private int run(String end) {
        String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), end);
        return Spillway.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("status", "--url", url);
    }
}
