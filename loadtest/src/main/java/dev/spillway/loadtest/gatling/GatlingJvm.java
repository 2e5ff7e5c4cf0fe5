package dev.spillway.loadtest.gatling;

import dev.spillway.loadtest.platform.ChildProcess;

import io.gatling.javaapi.core.Simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a simulation in a JVM of its own: the load's timing must not depend on what the caller does
 * meanwhile.
 */
public final class GatlingJvm {

    private GatlingJvm() {}

    public static ChildProcess start(
            Class<? extends Simulation> simulation, Settings settings, Path results, Path logs)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(settings.asFlags());
        command.addAll(
                List.of(
                        "io.gatling.app.Gatling",
                        "--simulation",
                        simulation.getName(),
                        "--results-folder",
                        results.toString()));
        return ChildProcess.start("gatling", command, Map.of(), logs);
    }
}
