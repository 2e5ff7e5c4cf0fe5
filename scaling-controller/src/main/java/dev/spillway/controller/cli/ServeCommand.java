package dev.spillway.controller.cli;

import dev.spillway.controller.serve.ControllerApplication;
import dev.spillway.controller.settings.Environment;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the controller. Everything that can be wrong is looked at before anything starts. */
@Command(
        name = "serve",
        description = "Runs the controller; the environment variables say how.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    /** Not an exit code: the process goes on after the command has returned. */
    static final int GOES_ON = -1;

    private final Map<String, String> environment;
    @Spec private CommandSpec spec = CommandSpec.create();

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Option(
            names = "--shadow",
            paramLabel = "POLICY",
            description = {
                "Runs a second policy beside the live one that only says what it",
                "would have done; the same as SPILLWAY_SHADOW_POLICY."
            })
    private Optional<String> shadow = Optional.empty();

    @Override
    public Integer call() {
        Map<String, String> all = new HashMap<>(environment);
        shadow.ifPresent(policy -> all.put("SPILLWAY_SHADOW_POLICY", policy));
        Environment variables = new Environment(all);
        Settings settings = Settings.read(variables);
        if (complain(variables.problems()) || complain(wrongDocuments(settings))) {
            return spec.exitCodeOnExecutionException();
        }
        if (complain(unusable(settings))) {
            return spec.exitCodeOnExecutionException();
        }
        ControllerApplication.start(settings);
        return GOES_ON;
    }

    private boolean complain(List<String> problems) {
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        return !problems.isEmpty();
    }

    private static List<String> wrongDocuments(Settings settings) {
        Reading.Whole reading =
                new CatalogReader(settings.defaults()).read(List.of(settings.configDirectory()));
        return switch (reading) {
            case Reading.Good _ -> List.of();
            case Reading.Refused(var problems) -> problems.stream().map(Problem::toString).toList();
        };
    }

    private static List<String> unusable(Settings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), settings.port()));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(
                    "SPILLWAY_CONTROLLER_PORT is '%d', and %s:%d cannot be listened on: %s"
                            .formatted(
                                    settings.port(),
                                    settings.address(),
                                    settings.port(),
                                    e.getMessage()));
        }
        try {
            Files.createDirectories(settings.stateDirectory());
        } catch (IOException e) {
            return List.of(
                    "SPILLWAY_STATE_DIR is '%s', and that folder cannot be made"
                            .formatted(settings.stateDirectory()));
        }
        return List.of();
    }
}
