package dev.spillway.controller.cli;

import dev.spillway.controller.doctor.Doctor;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.snapshot.Reading;
import dev.spillway.controller.kubernetes.inspect.Connection;
import dev.spillway.controller.kubernetes.inspect.Scope;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Says what is wrong with a cluster, and what to do about it. */
@Command(
        name = "doctor",
        description = {
            "Looks at a Kubernetes cluster, changes nothing, and says what is wrong",
            "with what scales there, each with its fix."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no error was found",
            "1:an error was found, or no cluster could be read",
            "2:wrong usage",
            "3:no workload could be read, so nothing is known"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final String TEXT = "text";
    private static final String JSON = "json";
    private static final int SAW_NOTHING = 3;

    /** One namespace or really all. */
    static final class Namespaces {
        @Option(
                names = {"-n", "--namespace"},
                paramLabel = "NAMESPACE",
                description = "Looks at this namespace, and at what is in none.")
        private @Nullable String one;

        @Option(
                names = {"-A", "--all-namespaces"},
                description =
                        "Looks at kube-system, kube-public and kube-node-lease too, which it leaves out otherwise.")
        private boolean all;
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "If not what KUBECONFIG names, nor ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "If not the file's current one.")
    private @Nullable String context;

    @ArgGroup private Namespaces namespaces = new Namespaces();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private String output = TEXT;

    private Scope scope() {
        if (namespaces.one != null) {
            return new Scope.One(namespaces.one);
        }
        return namespaces.all ? new Scope.All() : new Scope.AllButKubernetes();
    }

    @Override
    public Integer call() throws IOException {
        if (!output.equals(TEXT) && !output.equals(JSON)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is '%s'; allowed are text, json".formatted(output));
        }
        // The client would warn of every version that is not final, between the findings.
        LoggingSystem.get(DoctorCommand.class.getClassLoader())
                .setLogLevel("io.fabric8", LogLevel.ERROR);
        try (Connection connection = Connection.of(kubeconfig, context)) {
            Reading reading = connection.read(scope());
            List<Finding> findings = Doctor.examine(reading.snapshot());
            PrintWriter out = spec.commandLine().getOut();
            if (output.equals(JSON)) {
                out.println(DoctorReport.json(reading, findings));
            } else {
                DoctorReport.lines(reading, findings).forEach(out::println);
            }
            out.flush();
            if (findings.stream().anyMatch(each -> each.severity() == Severity.ERROR)) {
                return spec.exitCodeOnExecutionException();
            }
            return reading.snapshot().knowsWorkloads() ? spec.exitCodeOnSuccess() : SAW_NOTHING;
        }
    }
}
