package dev.spillway.controller.cli;

import dev.spillway.controller.settings.Program;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Map;

/** The command line: its subcommands, its exit codes, and how it says what went wrong. */
@Command(
        name = "spillway",
        description = "Runs and shows the scaling controller.",
        mixinStandardHelpOptions = true,
        version = "spillway " + Program.VERSION,
        subcommands = {
            ServeCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            OrderCommands.PauseCommand.class,
            OrderCommands.ScaleCommand.class,
            OrderCommands.EmergencyCommand.class,
            OrderCommands.ResumeCommand.class,
            ValidateCommand.class,
            SimulateCommand.class,
            DoctorCommand.class,
            KeyCommand.class
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:it failed, and one line says why", "2:wrong usage"})
public final class Spillway implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing; allowed are serve, status, explain, replay, pause, scale, emergency, resume, validate, simulate, doctor, key");
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Spillway(), new Commands(environment))
                .setParameterExceptionHandler(Spillway::wrongUsage)
                .setExecutionExceptionHandler(Spillway::failed);
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .printf(
                        "%s: %s (see %s --help)%n",
                        command.getCommandSpec().qualifiedName(),
                        oneLine(e),
                        command.getCommandSpec().qualifiedName());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().printf("%s: %s%n", command.getCommandSpec().qualifiedName(), oneLine(e));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return (message == null ? e.toString() : message).replaceAll("\\s*\\R\\s*", " ");
    }

    public static void main(String[] args) {
        int exitCode = commandLine(System.getenv()).execute(args);
        if (exitCode != ServeCommand.GOES_ON) {
            System.exit(exitCode);
        }
    }
}
