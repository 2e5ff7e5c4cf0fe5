package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.gatling.Settings;
import dev.spillway.loadtest.platform.ControllerClient;
import dev.spillway.loadtest.platform.LocalPlatform;
import dev.spillway.loadtest.platform.MeasuredPlatform;
import dev.spillway.loadtest.platform.PlatformSettings;
import dev.spillway.loadtest.platform.Ports;
import dev.spillway.loadtest.platform.RemotePlatform;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.scenario.Questions;
import dev.spillway.loadtest.scenario.TenantDocuments;
import dev.spillway.loadtest.verdict.Result;
import dev.spillway.loadtest.verdict.Thresholds;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** From nothing running to a verdict, on one machine; or from a platform that runs. */
@Command(
        name = "demo",
        description = {
            "Starts the whole platform on this machine, lets one of ten tenants flood it, and judges what the others felt.",
            "With --router and --controller it does the same to a platform that runs already, and starts nothing.",
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
    private static final List<String> OF_ITS_OWN =
            List.of("--fairness", "--keep", "--port", "--controller-port");
    private static final List<String> OF_ANOTHER = List.of("--tenants", "--flooding-tenant");
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

    @Option(
            names = "--router",
            paramLabel = "URL",
            description =
                    "Measure the platform whose router this is, instead of starting one; with --controller",
            converter = Url.class)
    private Optional<URI> router = Optional.empty();

    @Option(
            names = "--controller",
            paramLabel = "URL",
            description = "Its controller, of several the one that leads",
            converter = Url.class)
    private Optional<URI> controller = Optional.empty();

    @Option(
            names = "--tenants",
            paramLabel = "DIR",
            description =
                    "Documents of the tenants that ask there, and their keys.env (default: examples/demo)")
    private Optional<Path> tenants = Optional.empty();

    @Option(
            names = "--flooding-tenant",
            paramLabel = "TENANT",
            description = "Which of them floods (default: media)")
    private Optional<String> floodingTenant = Optional.empty();

    @Option(
            names = "--load",
            paramLabel = "SCALE",
            description =
                    "Let everybody ask more (2) or less (0.5) often; less takes a longer --duration for as many samples"
                            + " (default: 1)")
    private double loadScale = 1;

    @Option(
            names = "--scale-out-within",
            paramLabel = "SECONDS",
            description =
                    "How soon more workers must be ready; pods take longer than processes (default: 10)")
    private long scaleOutWithinSeconds = Thresholds.DEFAULT.scaleOutWithin().toSeconds();

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

    /** Reads an address of HTTP. */
    static final class Url implements CommandLine.ITypeConverter<URI> {

        @Override
        public URI convert(String value) {
            if (!value.matches("https?://[^/?#\\s]+/?")) {
                throw new CommandLine.TypeConversionException(
                        "'" + value + "' is not an address like http://localhost:8000");
            }
            return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
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
        var _ = load.scenario();
        Map<String, String> keys = keys(load);
        return router.isPresent() && controller.isPresent()
                ? another(router.get(), controller.get(), load, keys, folder)
                : itsOwn(root, load, folder);
    }

    /** Measures a platform that runs already. */
    private int another(
            URI itsRouter, URI itsController, Settings load, Map<String, String> keys, Path folder)
            throws IOException, InterruptedException {
        RemotePlatform platform =
                new RemotePlatform(
                        itsRouter, new ControllerClient(itsController, clock).of(keys.keySet()));
        platform.check(keys);
        create(folder);
        out.println("Measuring " + itsRouter + "; logs in " + folder.resolve("logs"));
        Interruption interruption = Interruption.ofThisThread(out);
        try {
            return measure(platform, Measured.found(itsRouter, itsController), load, folder);
        } catch (IOException | InterruptedException e) {
            if (interruption.happened()) {
                return interruption.exitCode();
            }
            throw e;
        } finally {
            interruption.ended();
        }
    }

    /** Starts a platform, measures it, and stops it. */
    private int itsOwn(Path root, Settings load, Path folder)
            throws IOException, InterruptedException {
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
            int exitCode = measure(platform, Measured.started(fairness.name()), load, folder);
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

    private int measure(MeasuredPlatform platform, Measured measured, Settings load, Path folder)
            throws IOException, InterruptedException {
        Thresholds thresholds =
                Thresholds.DEFAULT.withScaleOutWithin(Duration.ofSeconds(scaleOutWithinSeconds));
        Measurement measurement =
                new Measurement(platform, measured, load, thresholds, folder, screen, out, clock);
        return switch (scenarioChoice) {
            case NOISY_NEIGHBOUR -> measurement.noisyNeighbour();
            case FAT_FINGER -> measurement.fatFinger();
        };
    }

    private void check() {
        if (!(scale >= 0.1 && scale <= 10)) {
            throw wrong("--duration is " + scale + "; allowed are 0.1 to 10");
        }
        if (!(loadScale >= 0.1 && loadScale <= 10)) {
            throw wrong("--load is " + loadScale + "; allowed are 0.1 to 10");
        }
        if (scaleOutWithinSeconds < 1 || scaleOutWithinSeconds > 600) {
            throw wrong(
                    "--scale-out-within is " + scaleOutWithinSeconds + "; allowed are 1 to 600");
        }
        checkWhosePlatform();
        checkPort("--port", port);
        checkPort("--controller-port", controllerPort);
        if (port == controllerPort) {
            throw wrong("--port and --controller-port are both " + port + "; two are needed");
        }
    }

    private void checkWhosePlatform() {
        if (router.isPresent() != controller.isPresent()) {
            throw wrong("--router and --controller belong together: a verdict needs both");
        }
        for (String flag : router.isPresent() ? OF_ITS_OWN : OF_ANOTHER) {
            if (spec.commandLine().getParseResult().hasMatchedOption(flag)) {
                throw wrong(
                        router.isPresent()
                                ? flag
                                        + " is for a platform that is started here; not with --router"
                                : flag + " is for a platform that runs already; it needs --router");
            }
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

    private Settings load(Path root, Path folder) {
        Settings defaults = Settings.defaults(root);
        Map<String, Double> rates = new TreeMap<>(defaults.rates());
        rates.replaceAll((_, rate) -> rate * loadScale);
        return new Settings(
                router.orElse(PlatformSettings.loopback(port)),
                tenants.orElse(defaults.tenants()),
                tenants.map(documents -> documents.resolve("keys.env")).orElse(defaults.keys()),
                defaults.corpus(),
                folder.resolve("samples.part"),
                floodingTenant.orElse(defaults.floodingTenant()),
                defaults.floodFactor(),
                defaults.lengths().scaled(scale),
                rates);
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

    /** The keys by tenant, all of them there, and something that each can ask. */
    private static Map<String, String> keys(Settings load) throws IOException {
        ApiKeys file = ApiKeys.read(load.keys());
        Map<String, String> keys = new TreeMap<>();
        for (TenantDocuments.Tenant tenant : TenantDocuments.read(load.tenants())) {
            keys.put(tenant.name(), file.key(tenant.name()));
            Questions.of(tenant, load.corpus());
        }
        return keys;
    }

    private void keepUp(PlatformSettings where, Settings load)
            throws IOException, InterruptedException {
        out.println();
        Invitation.lines(where, load).forEach(out::println);
        new CountDownLatch(1).await();
    }
}
