package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.decision.Examples;
import dev.spillway.controller.explain.Times;
import dev.spillway.controller.journal.DecisionFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

final class ExplainCommandTest {

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void readsTheFileWhenTheControllerIsDown() {
        Path file = decisions();

        assertThat(
                        run(
                                "explain",
                                "media",
                                "--file",
                                file.toString(),
                                "--at",
                                "2026-01-05T02:47:20"))
                .isZero();
        assertThat(out.toString())
                .startsWith(
                        "Pool shared, which serves tenant media, went from 3 to 5 workers at 2026-01-05 02:47:13 UTC.");
    }

    @Test
    void saysWhenTheFileKnowsNothing() throws IOException {
        Path file = decisions();

        assertThat(run("explain", "nobody", "--file", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith(
                        "spillway explain: %s has no decision about a tenant or a pool 'nobody' up to "
                                .formatted(file));
        Files.writeString(file, "nonsense\n");
        err.getBuffer().setLength(0);
        assertThat(run("explain", "media", "--file", file.toString())).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("spillway explain: %s: line 1 is not a decision".formatted(file));
    }

    @Test
    void asksTheControllerAndPassesItsAnswerOrItsReasonOn() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/explain/",
                exchange -> {
                    String uri = exchange.getRequestURI().toString();
                    asked.set(uri);
                    boolean known = uri.contains("media");
                    byte[] body =
                            (known ? "All is well.\n" : "{\"detail\": \"nobody of that name\"}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(known ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();

        assertThat(run("explain", "media", "--at", "2026-01-05T02:47+05:30", "--url", url))
                .isZero();
        assertThat(out.toString().strip()).isEqualTo("All is well.");
        assertThat(asked).hasValue("/api/v1/explain/media?at=2026-01-04T21:17:00Z");
        assertThat(run("explain", "nobody", "--url", url)).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("spillway explain: nobody of that name");
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    02:47,                      2026-01-05T02:47:00Z
                    02:47:13,                   2026-01-05T02:47:13Z
                    23:30,                      2026-01-04T23:30:00Z
                    2026-01-03T10:00,           2026-01-03T10:00:00Z
                    2026-01-03 10:00:05,        2026-01-03T10:00:05Z
                    2026-01-03T10:00:00Z,       2026-01-03T10:00:00Z
                    2026-01-03T10:00:00.5+05:30,2026-01-03T04:30:00.500Z
                    """)
    void readsTimesAsPeopleWriteThem(String text, Instant time) {
        assertThat(Times.read(text, Instant.parse("2026-01-05T03:00:00Z"))).contains(time);
    }

    @Test
    void replaysAFileAndSaysHowManyAgree() throws IOException {
        Path file = folder.resolve("decisions.jsonl");
        Files.writeString(file, "");
        assertThat(run("replay", file.toString())).isZero();
        assertThat(out.toString().strip()).isEqualTo("0 of 0 decisions come out the same");

        // An example, not something that was decided: it cannot come out the same.
        decisions();
        assertThat(run("replay", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("0 of 1 decisions come out the same");
        assertThat(err.toString().strip())
                .startsWith(
                        "first difference: line 1, pool shared at 2026-01-05T02:47:13Z: /live/");

        Files.writeString(file, Files.readString(file).replace("queue-depth/1", "hunch/3"));
        err.getBuffer().setLength(0);
        assertThat(run("replay", file.toString())).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo(
                        "spillway replay: %s: line 1 was decided by policy 'hunch/3', which this program does not have"
                                .formatted(file));
    }

    private Path decisions() {
        Path file = folder.resolve("decisions.jsonl");
        new DecisionFile(file, 1_000_000)
                .append(Examples.decision(Examples.NOW, 3, 5, Bound.SCALE_UP_RATE));
        return file;
    }

    private int run(String... arguments) {
        return Spillway.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
