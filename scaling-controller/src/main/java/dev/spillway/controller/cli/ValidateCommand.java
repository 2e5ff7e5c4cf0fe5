package dev.spillway.controller.cli;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.settings.Environment;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.Reading;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Checks documents as the controller would. */
@Command(
        name = "validate",
        description =
                "Checks documents as the controller would; lists every mistake with its line.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, and folders of .yaml and .yml files, read as one.")
    private List<Path> files = List.of();

    ValidateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Environment variables = new Environment(environment);
        Defaults defaults = Settings.readDefaults(variables);
        variables.problems().forEach(err::println);
        if (!variables.problems().isEmpty()) {
            return spec.exitCodeOnExecutionException();
        }
        return switch (new CatalogReader(defaults).readAny(files)) {
            case Reading.Good(Catalog catalog) -> {
                spec.commandLine()
                        .getOut()
                        .printf(
                                "good: %d pools, %d tenants%s%s%n",
                                catalog.pools().size(),
                                catalog.tenants().size(),
                                catalog.schedules().isEmpty()
                                        ? ""
                                        : ", %d schedules".formatted(catalog.schedules().size()),
                                catalog.priceBook().isPresent() ? ", a price book" : "");
                yield spec.exitCodeOnSuccess();
            }
            case Reading.Refused(var problems) -> {
                problems.forEach(err::println);
                yield spec.exitCodeOnExecutionException();
            }
        };
    }
}
