import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts what an image holds once, with the image's own runtime, and keeps the JVM's ahead-of-time
 * cache of it (JEP 514) as a file for one more layer.
 *
 * <p>The image is unpacked and its runtime is run as it is, without a container: the cache is good
 * for this build of the JVM, these flags, and these jars with these times in this order; of their
 * place only what comes after a common beginning counts. An image for another kind of machine
 * cannot be run, and stays without.
 */
final class TrainImage {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
    private static final String LOG = "log";
    private static final String CACHE_FLAG = "-XX:AOTCache=";

    private final Path root;
    private final JsonNode settings;

    /** Variables and arguments to run it with. */
    private final List<String> words;

    private TrainImage(Path root, JsonNode settings, List<String> words) {
        this.root = root;
        this.settings = settings;
        this.words = List.copyOf(words);
    }

    /**
     * {@code trained|none IMAGE FOLDER DIRECTORY [NAME=VALUE…] [ARGUMENT…]}: the image's tar, where
     * the cache goes, the tenant directory to put into Redis, and what to run it with, where
     * {port}, {redis} and {root} stand for what is only known here.
     */
    public static void main(String... given) throws Exception {
        Path image = Path.of(given[1]);
        Path folder = Path.of(given[2]);
        // One of other jars must not stay: the JVM compares their sizes and times, and all times
        // are the same.
        run(List.of("rm", "-rf", folder.toString()));
        if (given[0].equals("none")) {
            return;
        }
        if (!given[0].equals("trained")) {
            throw new IllegalArgumentException(
                    "spillway.image.cache is '%s'; allowed are trained and none"
                            .formatted(given[0]));
        }
        Path work = Files.createTempDirectory(image.toAbsolutePath().getParent(), "train");
        try {
            JsonNode config = unpack(image, work);
            if (config.isMissingNode()) {
                return;
            }
            Files.createDirectories(folder);
            try (Redis redis = new Redis(Files.readString(Path.of(given[3])))) {
                int port = freePort();
                List<String> words =
                        List.of(given).subList(4, given.length).stream()
                                .map(word -> word.replace("{port}", Integer.toString(port)))
                                .map(word -> word.replace("{redis}", redis.port()))
                                .map(word -> word.replace("{root}", work + "/root"))
                                .toList();
                new TrainImage(work.resolve("root"), config.get("config"), words)
                        .train(port, work, folder);
            }
        } finally {
            run(List.of("rm", "-rf", work.toString()));
        }
    }

    /** A Redis with a tenant directory in it. */
    private static final class Redis implements AutoCloseable {

        private final RedisServer server;

        Redis(String directory) throws IOException {
            server = RedisServer.builder().port(freePort()).setting("save \"\"").build();
            server.start();
            try (RedisClient client = RedisClient.create("localhost", Integer.parseInt(port()))) {
                client.set("spillway:directory", directory);
            }
        }

        String port() {
            return server.ports().getFirst().toString();
        }

        @Override
        public void close() throws IOException {
            server.stop();
        }
    }

    private static boolean isOfThisMachine(String architecture) {
        String mine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return System.getProperty("os.name").equals("Linux") && architecture.equals(mine);
    }

    /**
     * Lays the image's layers on each other below {@code work/root}, and answers its configuration,
     * which is missing when this machine cannot run it.
     */
    private static JsonNode unpack(Path image, Path work) throws Exception {
        Path layers = Files.createDirectory(work.resolve("layers"));
        Path root = Files.createDirectory(work.resolve("root"));
        run(List.of("tar", "-xf", image.toString(), "-C", layers.toString()));
        JsonMapper json = JsonMapper.shared();
        JsonNode manifest = json.readTree(layers.resolve("manifest.json").toFile()).get(0);
        JsonNode config = json.readTree(layers.resolve(manifest.get("Config").asString()).toFile());
        String architecture = config.get("architecture").asString();
        if (!isOfThisMachine(architecture)) {
            System.out.printf(
                    "%s: no cache, because it is for linux/%s and this is %s/%s; it starts without%n",
                    image.getFileName(),
                    architecture,
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"));
            return JsonMapper.shared().missingNode();
        }
        for (JsonNode layer : manifest.get("Layers")) {
            String file = layers.resolve(layer.asString()).toString();
            // A public image's layers may hold devices and owners that only root can make.
            run(
                    List.of(
                            "tar",
                            "-xf",
                            file,
                            "-C",
                            root.toString(),
                            "--warning=no-unknown-keyword",
                            "--no-same-owner",
                            "--exclude=dev/*"));
        }
        return config;
    }

    private void train(int port, Path work, Path folder) throws Exception {
        Path cache = folder.resolve(Path.of(cachePath()).getFileName()).toAbsolutePath();
        Duration recorded = start(port, work, List.of("-XX:AOTCacheOutput=" + cache));
        if (!Files.isRegularFile(cache)) {
            throw failure("wrote no cache", work);
        }
        // A JVM that may do without would say nothing of a cache that it cannot use.
        Duration ready = start(port, work, List.of(CACHE_FLAG + cache, "-XX:AOTMode=on"));
        System.out.printf(
                "%s: %.1f MB; ready after %.1f s while it was recorded, after %.1f s with it%n",
                cachePath(),
                Files.size(cache) / 1e6,
                recorded.toMillis() / 1e3,
                ready.toMillis() / 1e3);
    }

    /** Starts what the image holds, waits until it is ready, and stops it in good order. */
    private Duration start(int port, Path work, List<String> cacheFlags) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(cacheFlags));
        builder.environment().clear();
        builder.environment().putAll(environment());
        words.stream()
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .forEach(pair -> builder.environment().put(pair[0], pair[1]));
        builder.directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(LOG).toFile());
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            if (!becomesReady(process, port)) {
                throw failure("did not become ready", work);
            }
            Duration ready = Duration.ofNanos(System.nanoTime() - began);
            // The cache is written at the end of an orderly shutdown.
            process.destroy();
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw failure("did not end", work);
            }
            return ready;
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean becomesReady(Process process, int port) throws IOException {
        URI page = URI.create("http://127.0.0.1:" + port + "/readyz");
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
                if (connection.getResponseCode() == 200) {
                    return true;
                }
            } catch (java.net.ConnectException _) {
                // Not listening yet.
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return false;
    }

    private static IllegalStateException failure(String what, Path work) throws IOException {
        List<String> lines = Files.readAllLines(work.resolve(LOG));
        return new IllegalStateException(
                "the image "
                        + what
                        + "; its last lines:\n"
                        + String.join(
                                "\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
    }

    /** The image's own command, with its folders below the unpacked root. */
    private List<String> command(List<String> cacheFlags) throws IOException {
        List<String> command = new ArrayList<>();
        for (JsonNode each : settings.get("Entrypoint")) {
            String word = each.asString();
            if (command.isEmpty()) {
                command.add(program(word).toString());
            } else if (word.startsWith(CACHE_FLAG)) {
                command.addAll(cacheFlags);
            } else if (word.startsWith("@/")) {
                command.add("@" + moved(Path.of(word.substring(1))));
            } else {
                command.add(word.replace("/app/", root + "/app/"));
            }
        }
        words.stream().filter(word -> !word.contains("=")).forEach(command::add);
        return command;
    }

    /** A copy of an argument file, with the folders it names below the unpacked root. */
    private Path moved(Path file) throws IOException {
        String content = Files.readString(inside(file));
        return Files.writeString(
                root.resolveSibling(file.getFileName()), content.replace("/app/", root + "/app/"));
    }

    private Path program(String name) throws IOException {
        for (String folder : environment().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Optional<Path> file = followed(Path.of(folder, name));
            if (file.isPresent()) {
                return file.get();
            }
        }
        throw new IllegalStateException(
                "the base image has no '%s' on its PATH, which is '%s'"
                        .formatted(name, environment().get("PATH")));
    }

    /** The file in the unpacked root, with links followed as they would be inside. */
    private Optional<Path> followed(Path path) throws IOException {
        Path file = path;
        for (int links = 0; Files.isSymbolicLink(inside(file)) && links < 10; links++) {
            file = file.resolveSibling(Files.readSymbolicLink(inside(file))).normalize();
        }
        return Files.isRegularFile(inside(file)) ? Optional.of(inside(file)) : Optional.empty();
    }

    private Path inside(Path path) {
        return root.resolve(Path.of("/").relativize(path));
    }

    private String cachePath() {
        for (JsonNode each : settings.get("Entrypoint")) {
            if (each.asString().startsWith(CACHE_FLAG)) {
                return each.asString().substring(CACHE_FLAG.length());
            }
        }
        throw new IllegalStateException("the image's command has no " + CACHE_FLAG);
    }

    private Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>();
        for (JsonNode each : settings.get("Env")) {
            String[] parts = each.asString().split("=", 2);
            all.put(parts[0], parts[1].replace("/app/", root + "/app/"));
        }
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}
