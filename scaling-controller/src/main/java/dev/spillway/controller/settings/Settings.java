package dev.spillway.controller.settings;

import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.policy.Policies;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the environment variables say.
 *
 * @param redisHost of the queue's store
 * @param redisPort of the queue's store
 * @param address the REST interface listens on
 * @param port the REST interface listens on
 * @param stateDirectory for worker records, logs and decisions
 * @param platform where workers run
 * @param defaults where neither tier nor pool says
 * @param prometheus where to ask for latencies, if that is wanted
 * @param logLevel of the log
 * @param largestDecisionFileBytes when the decision file is rotated
 */
public record Settings(
        String redisHost,
        int redisPort,
        String address,
        int port,
        Path stateDirectory,
        Platform platform,
        Defaults defaults,
        Optional<URI> prometheus,
        String logLevel,
        long largestDecisionFileBytes) {

    private static final String LOCAL = "local";
    private static final String KUBERNETES = "kubernetes";

    /** What follows in a variable's name is the name of one that every worker gets. */
    private static final String WORKER_ENVIRONMENT = "SPILLWAY_WORKER_ENV_";

    /** Where workers run, and where tenants are described. */
    public sealed interface Platform {

        /**
         * Processes of this machine, and a folder of documents.
         *
         * @param configDirectory folder of documents
         * @param workers how worker processes are run
         */
        record Local(Path configDirectory, Workers workers) implements Platform {}

        /**
         * Pods of a cluster, and its custom resources.
         *
         * @param namespace of the router, Redis and this controller
         * @param identity this controller's name among its replicas
         * @param workerImage the image of the worker
         * @param imagePullPolicy when a node fetches it
         * @param priorityClass of the workers, if they have one
         * @param readinessDelay from a worker's start to the first question whether it is ready
         * @param prometheus where KEDA reads the queues
         * @param workerEnvironment variables that every worker gets
         * @param externalScalerPort where KEDA is answered, if that is wanted
         * @param externalMetricsPort where the API server is answered, if that is wanted
         */
        record Kubernetes(
                String namespace,
                String identity,
                String workerImage,
                String imagePullPolicy,
                Optional<String> priorityClass,
                Duration readinessDelay,
                URI prometheus,
                Map<String, String> workerEnvironment,
                OptionalInt externalScalerPort,
                OptionalInt externalMetricsPort)
                implements Platform {

            public Kubernetes {
                workerEnvironment = Map.copyOf(workerEnvironment);
            }
        }
    }

    /**
     * How worker processes are run.
     *
     * @param jar of the worker
     * @param options for its JVM
     * @param niceness its processes yield to others by, 0 to 19
     * @param firstPort the first port to try
     * @param mostStarting workers that may be starting at the same time
     * @param stopOnExit whether they drain when the controller is asked to stop
     */
    public record Workers(
            Path jar,
            List<String> options,
            int niceness,
            int firstPort,
            int mostStarting,
            boolean stopOnExit) {

        public Workers {
            options = List.copyOf(options);
        }
    }

    /** Reads the environment; every wrong variable adds a line to the problems of {@code from}. */
    public static Settings read(Environment from) {
        return new Settings(
                from.text("REDIS_HOST", "localhost"),
                from.integer("REDIS_PORT", 6379, 1, 65_535),
                from.text("SPILLWAY_CONTROLLER_ADDRESS", "127.0.0.1"),
                from.integer("SPILLWAY_CONTROLLER_PORT", 8090, 1, 65_535),
                Path.of(from.text("SPILLWAY_STATE_DIR", "./.run")),
                platform(from),
                readDefaults(from),
                readPrometheus(from),
                from.oneOf("LOG_LEVEL", "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE")),
                from.integer("SPILLWAY_DECISION_FILE_BYTES", 100_000_000, 1_000, 1_000_000_000));
    }

    private static Platform platform(Environment from) {
        return switch (from.oneOf("SPILLWAY_MODE", LOCAL, List.of(LOCAL, KUBERNETES))) {
            case KUBERNETES -> kubernetes(from);
            default ->
                    new Platform.Local(
                            from.folder("SPILLWAY_CONFIG_DIR", "./examples/demo"), workers(from));
        };
    }

    private static Platform kubernetes(Environment from) {
        return new Platform.Kubernetes(
                from.text("SPILLWAY_NAMESPACE", "spillway-system"),
                from.text("SPILLWAY_CONTROLLER_ID", from.host()),
                from.required("SPILLWAY_WORKER_IMAGE", "is the image of the worker"),
                from.oneOf(
                        "SPILLWAY_WORKER_PULL_POLICY",
                        "IfNotPresent",
                        List.of("IfNotPresent", "Always", "Never")),
                Optional.of(from.text("SPILLWAY_WORKER_PRIORITY_CLASS", ""))
                        .filter(name -> !name.isEmpty()),
                Duration.ofSeconds(from.integer("SPILLWAY_WORKER_READINESS_DELAY", 0, 0, 600)),
                from.httpUrl("PROMETHEUS_URL", "http://localhost:9090"),
                from.prefixed(WORKER_ENVIRONMENT),
                from.optionalInteger("SPILLWAY_EXTERNAL_SCALER_PORT", 1024, 65_535),
                from.optionalInteger("SPILLWAY_EXTERNAL_METRICS_PORT", 1024, 65_535));
    }

    private static Workers workers(Environment from) {
        return new Workers(
                from.file("SPILLWAY_WORKER_JAR"),
                List.of(from.text("SPILLWAY_WORKER_OPTS", "").strip().split("\\s+")).stream()
                        .filter(option -> !option.isEmpty())
                        .toList(),
                from.integer("SPILLWAY_WORKER_NICE", 10, 0, 19),
                from.integer("SPILLWAY_WORKER_FIRST_PORT", 8100, 1024, 65_000),
                from.integer("SPILLWAY_WORKERS_STARTING", 2, 1, 100),
                from.flag("SPILLWAY_STOP_WORKERS_ON_EXIT", true));
    }

    /** Reads only what documents are checked against. */
    public static Defaults readDefaults(Environment from) {
        int min = from.integer("MIN_REPLICAS", 3, 0, 1000);
        int max = from.integer("MAX_REPLICAS", 20, 1, 1000);
        if (min > max) {
            from.refuse(
                    "MIN_REPLICAS is '%d'; it must be at most MAX_REPLICAS, which is %d"
                            .formatted(min, max));
        }
        String fairness = from.oneOf("SPILLWAY_FAIRNESS", "", List.of("weighted", "fifo"));
        return new Defaults(
                min,
                max,
                from.integer("TARGET_QUEUE_DEPTH", 10, 1, 1_000_000),
                from.integer("PREDICT_MAX_CONCURRENCY", 16, 1, 1024),
                switch (fairness) {
                    case "weighted" -> Optional.of(Fairness.WEIGHTED);
                    case "fifo" -> Optional.of(Fairness.FIFO);
                    default -> Optional.empty();
                },
                from.policy("SPILLWAY_POLICY").orElse(Policies.DEFAULT),
                from.policy("SPILLWAY_SHADOW_POLICY"),
                from.optionalInteger("SPILLWAY_CAPACITY_REPLICAS", 1, 100_000));
    }

    private static Optional<URI> readPrometheus(Environment from) {
        boolean enabled = from.flag("PROMETHEUS_ENABLED", false);
        URI url = from.httpUrl("PROMETHEUS_URL", "http://localhost:9090");
        return enabled ? Optional.of(url) : Optional.empty();
    }
}
