package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.gatling.Settings;
import dev.spillway.loadtest.platform.LocalPlatform;
import dev.spillway.loadtest.platform.PlatformSettings;
import dev.spillway.loadtest.platform.Ports;
import dev.spillway.loadtest.report.Machine;
import dev.spillway.loadtest.report.RunFacts;
import dev.spillway.loadtest.report.RunReport;
import dev.spillway.loadtest.report.TerminalReport;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.scenario.Questions;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.TenantDocuments;
import dev.spillway.loadtest.verdict.Check;
import dev.spillway.loadtest.verdict.Evidence;
import dev.spillway.loadtest.verdict.Judge;
import dev.spillway.loadtest.verdict.Result;
import dev.spillway.loadtest.verdict.Thresholds;
import dev.spillway.loadtest.verdict.Verdict;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** From nothing running to a verdict, on one machine. */
@Command(
        name = "demo",
        description = {
            "Starts the whole platform on this machine, lets one of ten tenants flood it, and judges what the others felt.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit code: 0 PASS or WARN, 1 FAIL, 2 a wrong flag, 3 INVALID or no verdict,",
            "130 ended by Ctrl-C before the verdict."
        })
public final class Demo implements Callable<Integer> {

    private static final int NO_VERDICT = Result.INVALID.exitCode();
    private static final double GIB = 1L << 30;
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--fairness",
            paramLabel = "weighted|fifo",
            description =
                    "How the queue picks the next query; fifo is for comparison only (default: weighted)")
    private FairnessChoice fairness = FairnessChoice.weighted;

    @Option(
            names = "--scenario",
            paramLabel = "noisy-neighbour|fat-finger",
            description =
                    "The flood, or a hundred queries in five seconds that must not make workers come and go"
                            + " (default: noisy-neighbour)",
            converter = ScenarioChoice.Parser.class)
    private ScenarioChoice scenarioChoice = ScenarioChoice.NOISY_NEIGHBOUR;

    @Option(
            names = "--keep",
            description =
                    "Leave the platform up afterwards, until Ctrl-C; print how to ask it something")
    private boolean keep;

    @Option(
            names = "--duration",
            paramLabel = "SCALE",
            description =
                    "Stretch (2) or shorten (0.5) every phase; below 1 there may be too few samples to judge"
                            + " (default: 1)")
    private double scale = 1;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where each run gets its folder (default: results)")
    private Path results = Path.of("results");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The router's port (default: 8000)")
    private int port = 8000;

    @Option(
            names = "--controller-port",
            paramLabel = "PORT",
            description = "The controller's port (default: 8090)")
    private int controllerPort = 8090;

    // Only picocli reads it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end")
    private boolean help;

    private final InstantSource clock = InstantSource.system();
    private final PrintStream out = System.out;
    private final Screen screen = Screen.ofSystem();

    /** The queue's two ways to choose, as the flag spells them. */
    enum FairnessChoice {
        weighted,
        fifo
    }

    enum ScenarioChoice {
        NOISY_NEIGHBOUR,
        FAT_FINGER;

        /** Reads the flag's spelling. */
        static final class Parser implements CommandLine.ITypeConverter<ScenarioChoice> {

            @Override
            public ScenarioChoice convert(String value) {
                return switch (value) {
                    case "noisy-neighbour" -> NOISY_NEIGHBOUR;
                    case "fat-finger" -> FAT_FINGER;
                    default ->
                            throw new CommandLine.TypeConversionException(
                                    "'" + value + "' is not noisy-neighbour or fat-finger");
                };
            }
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** One line for whatever is wrong. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Demo());
        command.setExecutionExceptionHandler(
                (problem, line, _) -> {
                    line.getErr()
                            .println(
                                    "demo: "
                                            + (problem.getMessage() == null
                                                    ? problem
                                                    : problem.getMessage()));
                    return NO_VERDICT;
                });
        command.setParameterExceptionHandler(
                (problem, _) -> {
                    problem.getCommandLine()
                            .getErr()
                            .println("demo: " + problem.getMessage() + " (see --help)");
                    return CommandLine.ExitCode.USAGE;
                });
        return command;
    }

    @Override
    public Integer call() throws Exception {
        check();
        Path root = Path.of(System.getProperty("spillway.root", ".")).toAbsolutePath().normalize();
        Instant began = clock.instant();
        Path folder = root.resolve(results).resolve(FOLDER.format(began));
        Settings load = load(root, folder);
        checkQuestionsAndKeys(load);
        if (!Ports.isFree(port)) {
            throw new IOException("port " + port + " is taken: choose another with --port");
        }
        create(folder);
        PlatformSettings where = platform(root, folder);
        LocalPlatform platform = new LocalPlatform(where, clock, out::println);
        Interruption interruption = Interruption.ofThisThread(out);
        try (platform) {
            out.println(
                    "Starting Redis, controller, router and workers; logs in "
                            + folder.resolve("logs"));
            platform.start();
            out.println();
            int exitCode =
                    switch (scenarioChoice) {
                        case NOISY_NEIGHBOUR -> noisyNeighbour(platform, load, folder, began);
                        case FAT_FINGER -> fatFinger(platform, load, folder);
                    };
            if (keep) {
                interruption.expected(exitCode);
                keepUp(where, load);
            }
            return exitCode;
        } catch (IOException | InterruptedException e) {
            if (interruption.happened()) {
                return interruption.exitCode();
            }
            throw e;
        } finally {
            out.println("Stopped; processes left: " + platform.family().alive());
            interruption.ended();
        }
    }

    private void check() {
        if (!(scale >= 0.1 && scale <= 10)) {
            throw wrong("--duration is " + scale + "; allowed are 0.1 to 10");
        }
        checkPort("--port", port);
        checkPort("--controller-port", controllerPort);
        if (port == controllerPort) {
            throw wrong("--port and --controller-port are both " + port + "; two are needed");
        }
    }

    private void checkPort(String flag, int value) {
        if (value < 1 || value > 65_535) {
            throw wrong(flag + " is " + value + "; allowed are 1 to 65535");
        }
    }

    private ParameterException wrong(String line) {
        return new ParameterException(spec.commandLine(), line);
    }

    private void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw wrong("--results is '" + results + "'; no folder can be made there");
        }
    }

    private int noisyNeighbour(LocalPlatform platform, Settings load, Path folder, Instant began)
            throws IOException, InterruptedException {
        Scenario scenario = load.scenario();
        Map<String, String> machine = Machine.facts();
        out.println(
                "Load: "
                        + scenario.tenants().size()
                        + " tenants; "
                        + scenario.floodingTenant()
                        + " floods at "
                        + times(load.floodFactor())
                        + "x in the spike; "
                        + scenario.totalSeconds()
                        + " s");
        LiveView view = new LiveView(out, screen, scenario);
        Evidence evidence = new DemoRun(platform, load, scenario, view, clock).run(folder);
        Verdict verdict = new Judge(Thresholds.DEFAULT).verdict(evidence);
        String memory =
                String.format(Locale.ROOT, "%.1f GiB", platform.family().peakMemoryBytes() / GIB);
        machine.put("peak memory of all processes", memory);
        RunReport.write(folder, facts(began, load, machine), evidence, verdict);
        out.println();
        out.println(TerminalReport.of(verdict, screen.columns()));
        out.println("Peak memory of all processes: " + memory);
        out.println("Report: " + folder.resolve("index.html"));
        return verdict.result().exitCode();
    }

    private int fatFinger(LocalPlatform platform, Settings load, Path folder)
            throws IOException, InterruptedException {
        out.println(
                "Load: a hundred queries of "
                        + load.floodingTenant()
                        + " in five seconds, then silence");
        List<Check> checks = new FatFingerRun(platform, load, clock, out).run(folder);
        Result result = Result.worst(checks.stream().map(Check::result).toList());
        out.println();
        out.println(TerminalReport.checks(checks, screen.columns()));
        out.println();
        out.println("Verdict: " + result);
        out.println("Logs and Gatling's report: " + folder);
        return result.exitCode();
    }

    private Settings load(Path root, Path folder) {
        Settings defaults = Settings.defaults(root);
        return new Settings(
                PlatformSettings.loopback(port),
                defaults.tenants(),
                defaults.keys(),
                defaults.corpus(),
                folder.resolve("samples.part"),
                defaults.floodingTenant(),
                defaults.floodFactor(),
                defaults.lengths().scaled(scale),
                defaults.rates());
    }

    private PlatformSettings platform(Path root, Path folder) throws IOException {
        return new PlatformSettings(
                root,
                root.resolve("examples").resolve("demo"),
                folder,
                port,
                Ports.freePort(controllerPort),
                // Never the usual one: whoever else is at work there would work on these queues.
                Ports.freePort(0),
                DemoWorkers.MINIMUM,
                DemoWorkers.environment(fairness.name()),
                true);
    }

    private static String times(double factor) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(factor);
    }

    private static void checkQuestionsAndKeys(Settings load) throws IOException {
        ApiKeys keys = ApiKeys.read(load.keys());
        for (TenantDocuments.Tenant tenant : TenantDocuments.read(load.tenants())) {
            keys.key(tenant.name());
            Questions.of(tenant, load.corpus());
        }
    }

    private RunFacts facts(Instant began, Settings load, Map<String, String> machine) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("started", began.toString());
        settings.put("fairness", fairness.name());
        settings.put(
                "flooding tenant",
                load.floodingTenant() + " at " + times(load.floodFactor()) + "x");
        settings.put("ordinary requests a second by tier", new TreeMap<>(load.rates()).toString());
        settings.putAll(DemoWorkers.facts());
        return new RunFacts(
                "Noisy neighbour, " + fairness + " queue",
                began,
                settings,
                machine,
                "Service time is synthetic: each worker really embeds the question and searches its tenant's documents,"
                        + " then waits as a language model of that speed would.");
    }

    private void keepUp(PlatformSettings where, Settings load)
            throws IOException, InterruptedException {
        out.println();
        Invitation.lines(where, load).forEach(out::println);
        new CountDownLatch(1).await();
    }
}
