package dev.spillway.controller.cli;

import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.policy.PoolFacts;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.report.SimulationFiles;
import dev.spillway.controller.report.SimulationResult;
import dev.spillway.controller.simulate.run.Progress;
import dev.spillway.controller.simulate.run.Simulation;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.Runs;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.scenario.ScenarioReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Plays a scenario in virtual time with each of its policies. */
@Command(
        name = "simulate",
        description = {
            "Plays a scenario in virtual time with each policy and each seed,",
            "prints a table, and writes result.json and index.html."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final LongSupplier nanoTicker;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SCENARIO", description = "The scenario's document.")
    private Path file = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = {
                "Only this policy: a label of the scenario, or a policy by its name,",
                "with parameters after colons, such as fixed:replicas=10."
            })
    private String policy = "";

    @Option(
            names = "--compare",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, with commas between.")
    private List<String> compare = List.of();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "SEED",
            description = "These seeds instead of the scenario's.")
    private List<Long> seeds = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for result.json and index.html; simulation-<name> if not given.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of recorded traces; SPILLWAY_TRACES if not given.")
    private Optional<Path> traces = Optional.empty();

    SimulateCommand(Map<String, String> environment, LongSupplier nanoTicker) {
        this.environment = environment;
        this.nanoTicker = nanoTicker;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Path> folder =
                traces.or(
                        () ->
                                Optional.ofNullable(environment.get("SPILLWAY_TRACES"))
                                        .map(Path::of));
        return switch (new ScenarioReader(SimulateCommand::problem, folder).read(file)) {
            case ScenarioReader.Good(Scenario scenario) -> {
                simulate(scenario);
                yield spec.exitCodeOnSuccess();
            }
            case ScenarioReader.Refused(List<Problem> problems) -> {
                problems.forEach(spec.commandLine().getErr()::println);
                yield spec.exitCodeOnExecutionException();
            }
        };
    }

    /** What is wrong with a policy's words. */
    static Optional<String> problem(String name, Map<String, String> parameters) {
        return Policies.problem(words(name, parameters));
    }

    private static String words(String name, Map<String, String> parameters) {
        StringBuilder words = new StringBuilder(name);
        new TreeMap<>(parameters)
                .forEach((key, value) -> words.append(':').append(key).append('=').append(value));
        return words.toString();
    }

    private void simulate(Scenario scenario) throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        List<Contender> contenders = contenders(scenario);
        List<Long> usedSeeds = seeds.isEmpty() ? scenario.seeds() : seeds;
        print.println(scenario.title());
        print.println();
        long before = nanoTicker.getAsLong();
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            for (long seed : usedSeeds) {
                outcomes.computeIfAbsent(contender.label(), _ -> new ArrayList<>())
                        .add(run(scenario, contender, seed));
            }
        }
        double wallSeconds = (nanoTicker.getAsLong() - before) / 1e9;
        Runs runs = new Runs(outcomes, (scenario.lengthNanos() - scenario.warmUpNanos()) / 1e9);
        SimulationResult result =
                SimulationResult.of(scenario, contenders, runs, wallSeconds, command());
        print.println();
        SimulationTables.lines(scenario, runs, result).forEach(print::println);
        Path page =
                SimulationFiles.write(out.orElse(Path.of("simulation-" + scenario.name())), result);
        print.println();
        print.println("result: " + page.resolveSibling("result.json"));
        print.println("page:   " + page);
        print.flush();
    }

    private String command() {
        return "spillway " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private Outcome run(Scenario scenario, Contender contender, long seed) {
        RunProgress progress =
                new RunProgress(
                        spec.commandLine().getOut(),
                        nanoTicker,
                        "%s, seed %d".formatted(contender.label(), seed),
                        scenario.lengthNanos());
        Outcome outcome = play(scenario, contender, seed, progress);
        progress.done(outcome);
        return outcome;
    }

    /** One run, with the policy that the contender's words mean. */
    static Outcome play(Scenario scenario, Contender contender, long seed, Progress progress) {
        return Simulation.run(
                scenario,
                contender,
                seed,
                (pool, peak) -> policyFor(contender, pool, peak),
                progress);
    }

    private static Policy<?> policyFor(Contender contender, PoolPlan pool, IntSupplier peak) {
        double startup = pool.fleet().startup().meanSeconds();
        return Policies.make(
                words(contender.policy(), contender.parameters()),
                new PoolFacts(
                        pool.name(),
                        new Goal(
                                pool.targetQueueDepth(),
                                pool.fleet().slots(),
                                pool.minReplicas(),
                                pool.maxReplicas(),
                                Duration.ofMillis((long) (startup * 1000))),
                        peak));
    }

    private List<Contender> contenders(Scenario scenario) {
        List<String> names = new ArrayList<>(compare);
        if (!policy.isEmpty()) {
            names.addFirst(policy);
        }
        return names.isEmpty()
                ? scenario.contenders()
                : names.stream().distinct().map(name -> contender(scenario, name)).toList();
    }

    private Contender contender(Scenario scenario, String name) {
        Optional<Contender> labelled =
                scenario.contenders().stream()
                        .filter(contender -> contender.label().equals(name))
                        .findFirst();
        return labelled.orElseGet(() -> byPolicy(scenario, name));
    }

    private Contender byPolicy(Scenario scenario, String name) {
        String[] parts = name.split(":", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        Policies.problem(name)
                .ifPresent(
                        problem -> {
                            throw new ParameterException(
                                    spec.commandLine(),
                                    "policy %s; the scenario's labels are %s"
                                            .formatted(problem, labels(scenario)));
                        });
        return Contender.of(parts[0]).as(name, parameters);
    }

    private static String labels(Scenario scenario) {
        return String.join(", ", scenario.contenders().stream().map(Contender::label).toList());
    }
}
