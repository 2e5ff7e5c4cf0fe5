package dev.spillway.rag;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The real worker as a process of its own. */
final class TestWorker implements AutoCloseable {

    static final String POOL = "shared-test";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private TestWorker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static TestWorker start(int redisPort, Path corpus, Map<String, String> variables)
            throws IOException {
        int port = TestRedis.freePort();
        Map<String, String> all = new HashMap<>();
        all.put("SPILLWAY_POOL", POOL);
        all.put("SERVER_PORT", Integer.toString(port));
        all.put("REDIS_PORT", Integer.toString(redisPort));
        all.put("SPILLWAY_CORPUS_DIR", corpus.toString());
        all.putAll(variables);
        return new TestWorker(launch(all), port);
    }

    /** Starts a worker with exactly these variables. */
    static Process launch(Map<String, String> variables) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path",
                                System.getProperty("java.class.path", "")),
                        "dev.spillway.rag.RagService"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        builder.environment().putAll(variables);
        return builder.start();
    }

    TestWorker untilReady() {
        await("ready", () -> page("/readyz").statusCode() == 200);
        return this;
    }

    HttpResponse<String> page(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    double metric(String line) {
        return page("/metrics")
                .body()
                .lines()
                .filter(l -> l.startsWith(line + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
                .sum();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the worker did not exit");
        }
        return process.exitValue();
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue(condition)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError(
                        "not %s; alive %s; output:%n%s".formatted(what, process.isAlive(), log()));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (java.io.UncheckedIOException _) {
            return false;
        }
    }

    private String log() {
        process.destroyForcibly();
        try {
            return new String(
                    process.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
