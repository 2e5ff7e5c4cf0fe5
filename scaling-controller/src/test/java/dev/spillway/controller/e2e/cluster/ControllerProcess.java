package dev.spillway.controller.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A controller as a process of this machine. */
record ControllerProcess(String identity, URI address, Process process, Path log) {

    static ControllerProcess start(
            String identity, Path folder, Map<String, String> variables, int number) {
        try {
            int port = freePort();
            Path log = folder.resolve("%s-%d.log".formatted(identity, number));
            ProcessBuilder builder =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.spillway.controller.cli.Spillway",
                            "serve");
            builder.environment().putAll(variables);
            builder.environment().put("SPILLWAY_CONTROLLER_ID", identity);
            builder.environment().put("SPILLWAY_CONTROLLER_PORT", Integer.toString(port));
            builder.environment()
                    .put("SPILLWAY_STATE_DIR", folder.resolve("state-" + identity).toString());
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            return new ControllerProcess(
                    identity, URI.create("http://127.0.0.1:" + port), builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** At once: no handler of its own runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As a cluster ends it. */
    void stop() {
        process.destroy();
        if (process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().isAlive()) {
            kill();
        }
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
