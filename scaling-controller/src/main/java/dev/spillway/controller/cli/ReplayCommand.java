package dev.spillway.controller.cli;

import dev.spillway.controller.journal.Replay;
import dev.spillway.controller.journal.UnreadableException;
import dev.spillway.controller.policy.Policies;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Makes recorded decisions once more. */
@Command(
        name = "replay",
        description = {
            "Makes every decision of a file once more from its own record, and says",
            "whether each comes out the same, to the last digit."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description = "A decision file: <state folder>/decisions.jsonl, or the older one .1.")
    private Path file = Path.of("decisions.jsonl");

    @Override
    public Integer call() throws IOException, UnreadableException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("FILE is '%s'; allowed is a file that exists".formatted(file));
        }
        Replay.Result result;
        try {
            result = Replay.of(file, Policies::ofVersion);
        } catch (UnreadableException e) {
            throw new UnreadableException("%s: %s".formatted(file, e.getMessage()), e);
        }
        result.firstDifference()
                .ifPresent(
                        difference ->
                                spec.commandLine()
                                        .getErr()
                                        .println("first difference: " + difference));
        spec.commandLine()
                .getOut()
                .printf(
                        "%d of %d decisions come out the same%s%n",
                        result.agreeing(),
                        result.decisions(),
                        result.choices() > result.decisions()
                                ? "; with policies in shadow, %d choices"
                                        .formatted(result.choices())
                                : "");
        spec.commandLine().getOut().flush();
        return result.agreeing() == result.decisions()
                ? spec.exitCodeOnSuccess()
                : spec.exitCodeOnExecutionException();
    }
}
