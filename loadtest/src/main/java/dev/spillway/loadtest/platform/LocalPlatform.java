package dev.spillway.loadtest.platform;

import dev.spillway.loadtest.timeline.Snapshot;

import redis.embedded.RedisExecProvider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Redis, controller, router and, through the controller, workers: the whole platform as processes
 * of this machine.
 */
public final class LocalPlatform implements MeasuredPlatform, AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(35);

    private final PlatformSettings settings;
    private final Layout layout;
    private final WorkerArchive worker;
    private final Readiness readiness;
    private final Family family = new Family();
    private final ControllerClient controller;
    private final List<ChildProcess> children = new ArrayList<>();
    private Optional<ChildProcess> router = Optional.empty();
    private Optional<ChildProcess> controllerProcess = Optional.empty();
    private boolean closed;

    public LocalPlatform(
            PlatformSettings settings, InstantSource clock, Consumer<String> progress) {
        this.settings = settings;
        this.layout = new Layout(settings.root());
        this.worker = new WorkerArchive(layout.worker());
        this.readiness = new Readiness(clock, progress, settings.folder().resolve("logs"));
        this.controller = new ControllerClient(settings.controller(), clock);
    }

    public void start() throws IOException, InterruptedException {
        layout.check();
        Files.createDirectories(settings.folder());
        worker.unpack(java(), settings.folder().resolve("logs"));
        startRedis();
        startController();
        startRouter();
        awaitWorkers();
        if (!worker.isTrained()) {
            train();
        }
    }

    /** Starts the router, also again after {@link #killRouter()}. */
    public void startRouter() throws IOException, InterruptedException {
        List<String> command = java(settings.routerFlags(), layout.router());
        command.add("--server.port=" + settings.routerPort());
        ChildProcess started = start("router", command);
        router = Optional.of(started);
        readiness.await(
                "router",
                "on port " + settings.routerPort(),
                started,
                () -> readiness.answers(settings.router(), "/readyz"));
    }

    /** As a crash of its machine would. */
    public void killRouter() {
        router.ifPresent(ChildProcess::kill);
    }

    /** As a crash of its machine would; the workers it started go on. */
    public void killController() {
        family.look();
        controllerProcess.ifPresent(ChildProcess::kill);
    }

    /** The worker processes that run now, whoever started them. */
    public List<ProcessHandle> workers() {
        String jar = worker.jar().toString();
        family.look();
        return family.living()
                .filter(process -> process.info().commandLine().orElse("").contains(jar))
                .filter(process -> process.children().findAny().isEmpty())
                .toList();
    }

    @Override
    public URI router() {
        return settings.router();
    }

    @Override
    public ControllerClient controller() {
        return controller;
    }

    @Override
    public void noteMemory() {
        family.look();
    }

    @Override
    public OptionalLong peakMemoryBytes() {
        return family.peakMemoryBytes();
    }

    public Family family() {
        return family;
    }

    @Override
    public void close() {
        synchronized (children) {
            if (closed) {
                return;
            }
            closed = true;
            family.look();
            // Redis last: everybody else still says goodbye to it.
            for (ChildProcess child : children.reversed()) {
                if (child != children.getFirst()) {
                    child.stop(GRACE);
                }
            }
            family.end(GRACE);
        }
    }

    private void startRedis() throws IOException, InterruptedException {
        int port = settings.redisPort();
        String executable = RedisExecProvider.defaultProvider().get().getAbsolutePath();
        ChildProcess redis =
                start(
                        "redis",
                        new ArrayList<>(
                                List.of(
                                        executable,
                                        "--port",
                                        Integer.toString(port),
                                        "--bind",
                                        "127.0.0.1",
                                        "--save",
                                        "",
                                        "--appendonly",
                                        "no",
                                        "--dir",
                                        settings.folder().toString())));
        readiness.await("redis", "on port " + port, redis, () -> Readiness.listens(port));
    }

    /** Starts the controller, also again after {@link #killController()}. */
    public void startController() throws IOException, InterruptedException {
        List<String> command = java(settings.controllerFlags(), layout.controller());
        command.add("serve");
        ChildProcess started = start("controller", command);
        controllerProcess = Optional.of(started);
        readiness.await(
                "controller",
                "on port " + settings.controllerPort(),
                started,
                () -> readiness.answers(settings.controller(), "/api/v1/status"));
    }

    private void awaitWorkers() throws IOException, InterruptedException {
        String what = settings.workers() + ", each with the model, the corpus embedded and indexed";
        readiness.await(
                "workers",
                what,
                children.getLast(),
                () -> {
                    family.look();
                    checkThatWorkersStay();
                    return ready() >= settings.workers();
                });
    }

    /**
     * Lets one more worker become ready and end, so that all later ones start from its cache. A
     * platform without it is slower to scale, and otherwise the same.
     */
    private void train() throws IOException, InterruptedException {
        URI probe = PlatformSettings.loopback(Ports.freePort(0));
        Map<String, String> environment = environment();
        environment.put("SPILLWAY_POOL", controller.pools().getFirst());
        environment.put("SPILLWAY_WORKER_ID", "training");
        environment.put("SERVER_PORT", Integer.toString(probe.getPort()));
        ChildProcess trainee =
                start(
                        "training",
                        java(worker.training(settings.workerFlags()), worker.jar()),
                        environment);
        readiness.await(
                "training",
                "a worker, so that the next ones start faster",
                trainee,
                () -> readiness.answers(probe, "/readyz"));
        trainee.stop(GRACE);
        worker.keepTraining();
    }

    private int ready() throws InterruptedException {
        try {
            Snapshot snapshot = controller.snapshot();
            return snapshot.ready();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The controller replaces workers that end; those of a wrong setting would all end. */
    private void checkThatWorkersStay() throws IOException {
        Path logs = settings.folder().resolve("state").resolve("logs");
        if (!Files.isDirectory(logs)) {
            return;
        }
        try (Stream<Path> files = Files.list(logs)) {
            List<Path> started = files.sorted().toList();
            if (started.size() > 2 * settings.workers()) {
                throw new IOException(
                        "workers end before they are ready" + LogEnd.of(started.getFirst()));
            }
        }
    }

    private ChildProcess start(String name, List<String> command) throws IOException {
        return start(name, command, environment());
    }

    private ChildProcess start(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        synchronized (children) {
            if (closed) {
                throw new IOException("the platform is stopping");
            }
            ChildProcess child =
                    ChildProcess.start(
                            name, command, environment, settings.folder().resolve("logs"));
            children.add(child);
            family.look();
            return child;
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", Integer.toString(settings.redisPort()));
        environment.put("REDIS_ENABLED", "true");
        environment.put("SPILLWAY_DRAIN_TIMEOUT", "10s");
        environment.put("SPILLWAY_CONTROLLER_PORT", Integer.toString(settings.controllerPort()));
        environment.put("SPILLWAY_STOP_WORKERS_ON_EXIT", "true");
        environment.put("SPILLWAY_CONFIG_DIR", settings.documents().toString());
        environment.put("SPILLWAY_CORPUS_DIR", settings.root().resolve("corpus").toString());
        environment.put("SPILLWAY_WORKER_JAR", worker.jar().toString());
        environment.put(
                "SPILLWAY_WORKER_OPTS", String.join(" ", worker.running(settings.workerFlags())));
        environment.put("SPILLWAY_STATE_DIR", settings.folder().resolve("state").toString());
        return environment;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static List<String> java(List<String> flags, Path jar) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(flags);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
