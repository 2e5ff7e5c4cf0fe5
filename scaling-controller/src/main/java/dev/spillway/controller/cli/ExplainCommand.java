package dev.spillway.controller.cli;

import dev.spillway.controller.explain.Explanation;
import dev.spillway.controller.explain.Times;
import dev.spillway.controller.journal.DecisionFile;
import dev.spillway.controller.journal.DecisionSearch;
import dev.spillway.controller.journal.UnreadableException;
import dev.spillway.fairqueue.TenantId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Says in plain words why a tenant has the workers it has. */
@Command(
        name = "explain",
        description = {
            "Says why a tenant's pool has the workers it has: what was seen, what the",
            "policy wanted, what limited it, and what to change to get more."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    private final InstantSource clock;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TENANT", description = "A tenant's name, or a pool's.")
    private String name = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When: 02:47, 2026-01-05T02:47 (both UTC); now if not given.")
    private String at = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the controller listens; ${DEFAULT-VALUE} if not given.")
    private String url = ControllerClient.DEFAULT_URL;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = {
                "Reads a decision file (<state folder>/decisions.jsonl) instead;",
                "for when the controller is down."
            })
    private Optional<Path> file = Optional.empty();

    ExplainCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, UnreadableException {
        requireName();
        Instant time = time();
        String text = file.isPresent() ? fromFile(file.get(), time) : fromController(time);
        PrintWriter out = spec.commandLine().getOut();
        text.lines().forEach(out::println);
        out.flush();
        return spec.exitCodeOnSuccess();
    }

    private void requireName() {
        try {
            new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Instant time() {
        Instant now = clock.instant();
        return at.isEmpty()
                ? now
                : Times.read(at, now)
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                "--at is '%s'; allowed are %s"
                                                        .formatted(at, Times.ALLOWED)));
    }

    private String fromController(Instant time) throws IOException, InterruptedException {
        try (ControllerClient controller = ControllerClient.at(url, spec)) {
            ControllerClient.Answer answer =
                    controller.get("/api/v1/explain/" + name + (at.isEmpty() ? "" : "?at=" + time));
            if (answer.status() != 200) {
                throw new IOException(answer.problem());
            }
            return answer.body();
        }
    }

    private String fromFile(Path from, Instant time) throws IOException, UnreadableException {
        if (!Files.isRegularFile(from)) {
            throw new IOException("--file is '%s'; allowed is a file that exists".formatted(from));
        }
        Optional<DecisionSearch.Found> found;
        try {
            found = DecisionSearch.in(DecisionFile.withOlder(from), name, time);
        } catch (UnreadableException e) {
            throw new UnreadableException("%s: %s".formatted(from, e.getMessage()), e);
        }
        List<String> lines =
                found.map(
                                record ->
                                        Explanation.of(
                                                record.decision(),
                                                new Explanation.Question(
                                                        record.isTenant()
                                                                ? Optional.of(name)
                                                                : Optional.empty(),
                                                        time,
                                                        record.lastChange())))
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "%s has no decision about a tenant or a pool '%s' up to %s"
                                                        .formatted(from, name, time)));
        return String.join("\n", lines);
    }
}
