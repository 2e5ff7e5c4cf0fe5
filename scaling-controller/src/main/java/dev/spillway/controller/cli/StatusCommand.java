package dev.spillway.controller.cli;

import dev.spillway.controller.status.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Shows what a running controller sees and does. */
@Command(
        name = "status",
        description = "Shows pools and tenants of a running controller.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final Duration WATCH_PERIOD = Duration.ofSeconds(2);
    private static final String CLEAR = "\033[H\033[2J";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--watch", description = "Shows it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the controller listens; ${DEFAULT-VALUE} if not given.")
    private String url = ControllerClient.DEFAULT_URL;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (ControllerClient controller = ControllerClient.at(url, spec)) {
            do {
                Status status = read(controller);
                if (watch) {
                    out.print(CLEAR);
                }
                StatusTables.lines(status).forEach(out::println);
                out.flush();
                if (watch) {
                    LockSupport.parkNanos(WATCH_PERIOD.toNanos());
                }
            } while (watch && !Thread.interrupted());
        }
        return spec.exitCodeOnSuccess();
    }

    private static Status read(ControllerClient controller)
            throws IOException, InterruptedException {
        ControllerClient.Answer answer = controller.get("/api/v1/status");
        if (answer.status() != 200) {
            throw new IOException(answer.problem());
        }
        try {
            return JsonMapper.shared().readValue(answer.body(), Status.class);
        } catch (JacksonException e) {
            throw new IOException("%s is not a controller of Spillway".formatted(answer.uri()), e);
        }
    }
}
