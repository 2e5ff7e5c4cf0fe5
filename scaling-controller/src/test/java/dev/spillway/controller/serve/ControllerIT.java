package dev.spillway.controller.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.cli.OrderInputs;
import dev.spillway.controller.journal.Replay;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.redis.RedisDirectory;
import dev.spillway.controller.settings.Environment;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.status.Status;
import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.redis.RedisQueues;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class ControllerIT {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper mapper = JsonMapper.shared();
    private int redisPort;
    private int port;
    private RedisServer redis;
    private ConfigurableApplicationContext controller;

    @BeforeEach
    void start() throws IOException {
        redisPort = freePort();
        port = freePort();
        redis = new RedisServer(redisPort);
        redis.start();
        Files.createDirectories(folder.resolve("documents"));
        write(documents(2));
        controller = controller(true);
    }

    @AfterEach
    void stop() throws IOException {
        controller.close();
        redis.stop();
    }

    @Test
    void scalesOutByItsQueueAndBackIn() throws Exception {
        await(() -> pool("shared").ready() == 2);
        try (RedisQueues queues = RedisQueues.connect("localhost", redisPort)) {
            FairQueue queue = queues.queue(new Domain("shared"));
            for (int i = 0; i < 300; i++) {
                queue.enqueue(
                        new Submission(
                                new RequestId("r" + i),
                                new TenantId(i % 2 == 0 ? "media" : "bakery"),
                                new RouterId("test"),
                                "{}",
                                Duration.ofMinutes(2)));
            }
            Instant full = CLOCK.instant();
            await(() -> pool("shared").desired() == 4);
            assertThat(Duration.between(full, CLOCK.instant())).isLessThan(Duration.ofSeconds(10));

            await(() -> pool("shared").ready() == 4);
            await(() -> answered("shared") == 300);
            await(() -> pool("shared").desired() == 2 && pool("shared").running() == 2);
            assertThat(answered("shared")).isEqualTo(300);
        }
        assertThat(pool("solo").desired()).isEqualTo(1);
        assertThat(decisions("shared")).contains("\"bound\":\"MAX_REPLICAS\"");
        assertThat(Files.readString(folder.resolve("state/decisions.jsonl")))
                .contains("\"pool\":\"shared\"");
        assertThat(get("/metrics").body())
                .contains("scaling_replicas{pool=\"shared\",state=\"desired\"} 2.0");
        everyDecisionComesOutTheSame();
    }

    private void everyDecisionComesOutTheSame() throws Exception {
        controller.close();
        Replay.Result result =
                Replay.of(folder.resolve("state/decisions.jsonl"), Policies::ofVersion);
        assertThat(result.decisions()).isGreaterThan(5);
        assertThat(result.agreeing()).isEqualTo(result.decisions());
        assertThat(result.choices()).isEqualTo(2 * result.decisions());
    }

    @Test
    void saysWhyAPoolHasTheWorkersItHas() {
        await(() -> pool("shared").ready() == 2);

        assertThat(get("/api/v1/explain/bakery").body())
                .contains(", which serves tenant bakery,", "Tenant bakery: 0 waiting")
                .contains("The policy wanted 0, but the minimum is 2.", "In shadow");
        assertThat(get("/api/v1/explain/shared").body()).startsWith("Pool shared stayed at 2");
        assertThat(get("/api/v1/explain/nobody").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/explain/shared?at=2020-01-01T00:00").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/explain/shared?at=noon").body()).contains("at is not a time");
        assertThat(pool("shared").policy()).isEqualTo("queue-depth/1");
        assertThat(pool("shared").shadow())
                .hasValueSatisfying(shadow -> assertThat(shadow.desired()).isEqualTo(3));
        assertThat(metric("scaling_shadow_replicas{pool=\"shared\"} 3.0")).isTrue();
    }

    @Test
    void takesChangedDocumentsAndKeepsTheLastGoodOnes() throws Exception {
        await(() -> pool("shared").ready() == 2);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        long version = status().directoryVersion();

        write(documents(2).replace("tier: premium", "tier: gold"));
        await(() -> metric("scaling_configuration_valid 0.0"));
        assertThat(status().directoryVersion()).isEqualTo(version);

        write(documents(3));
        await(() -> pool("shared").desired() == 3);
        assertThat(metric("scaling_configuration_valid 1.0")).isTrue();
    }

    @Test
    void setsEverythingUpAgainAfterRedisLostItsContents() throws Exception {
        await(() -> pool("shared").ready() == 2);
        try (RedisClient client =
                RedisClient.builder().hostAndPort("localhost", redisPort).build()) {
            assertThat(client.get(RedisDirectory.KEY)).contains("\"media\"");
        }
        redis.stop();
        await(() -> get("/readyz").statusCode() == 503);
        redis = new RedisServer(redisPort);
        redis.start();
        await(() -> get("/readyz").statusCode() == 200);

        try (RedisQueues queues = RedisQueues.connect("localhost", redisPort)) {
            FairQueue queue = queues.queue(new Domain("shared"));
            await(() -> queue.stats().tenants().size() == 2);
        }
        assertThat(pool("shared").desired()).isEqualTo(2);
    }

    @Test
    void aNewControllerGoesOnWithTheWorkersThatRun() throws Exception {
        controller.close();
        controller = controller(false);
        await(() -> pool("shared").ready() == 2 && pool("solo").ready() == 1);
        String before = workers();
        controller.close();
        controller = controller(true);
        await(() -> pool("shared").ready() == 2 && pool("solo").ready() == 1);

        assertThat(workers()).isEqualTo(before);
        controller.close();
        assertThat(workers()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertThat(get("/api/v1/pools/nothing/decisions").statusCode()).isEqualTo(404);
        HttpResponse<String> tooMany = get("/api/v1/pools/shared/decisions?limit=0");
        assertThat(tooMany.statusCode()).isEqualTo(400);
        assertThat(tooMany.body()).contains("limit is 0; allowed are 1 to 1000");
        assertThat(get("/api/v1/pools/shared/decisions?limit=x").statusCode()).isEqualTo(400);
    }

    @Test
    void doesWhatPeopleOrderAndSaysWhoDidIt() throws Exception {
        await(() -> pool("shared").ready() == 2);
        String url = "http://127.0.0.1:" + port;

        assertThat(OrderInputs.run("emergency media --by amy --reason flood", url).out())
                .singleElement()
                .asString()
                .startsWith("Pool shared (2 tenants) is paused at 4, from 2: 4 workers asked for, ")
                .endsWith("To scale it automatically again: spillway resume shared");
        await(() -> pool("shared").ready() == 4);
        assertThat(pool("shared").pause()).map(Pause::by).contains("amy");
        assertThat(metric("scaling_paused{pool=\"shared\"} 1.0")).isTrue();
        assertThat(get("/api/v1/explain/media").body())
                .contains("amy paused it at 4 workers", "(\"flood\")");

        controller.close();
        controller = controller(true);
        await(() -> pool("shared").ready() == 4);
        assertThat(pool("shared").pause()).map(Pause::reason).contains("flood");

        assertThat(OrderInputs.run("resume shared --by bob", url).exitCode()).isZero();
        await(() -> pool("shared").desired() == 2);
        assertThat(pool("shared").pause()).isEmpty();
        assertThat(decisions("shared")).contains("\"kind\":\"RESUME\"", "\"by\":\"bob\"");
        everyDecisionComesOutTheSame();
    }

    @Test
    void refusesWrongOrders() throws Exception {
        await(() -> pool("shared").ready() == 2 && pool("solo").ready() == 1);
        String url = "http://127.0.0.1:" + port;
        for (OrderInputs.Body bad : OrderInputs.BODIES) {
            HttpResponse<String> answer = order(bad.body());
            assertThat(answer.statusCode()).as(bad.title()).isEqualTo(bad.status());
            assertThat(mapper.readTree(answer.body()).path("detail").asString())
                    .isEqualTo(bad.detail());
        }
        assertThat(order("{\"reason\": \"" + "a".repeat(5000) + "\"}").statusCode()).isEqualTo(413);
        assertThat(order("{}", "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(
                        order(
                                        "{\"kind\": \"pause\", \"by\": \"amy\"}",
                                        "Origin",
                                        "http://localhost")
                                .statusCode())
                .isEqualTo(403);
        assertThat(pool("shared").pause()).isEmpty();
        for (OrderInputs.Command bad : OrderInputs.COMMANDS) {
            if (!bad.before().isEmpty()) {
                assertThat(OrderInputs.run(bad.before(), url).exitCode()).isZero();
            }
            OrderInputs.Outcome outcome = OrderInputs.run(bad.arguments(), url);
            assertThat(outcome.err()).containsExactly(bad.line());
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
        assertThat(pool("solo").pause()).isEmpty();
    }

    private HttpResponse<String> order(String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/pools/shared/orders"
                                                .formatted(port)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.setHeader(headers[0], headers[1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String workers() throws IOException {
        try (Stream<Path> records = Files.list(folder.resolve("state/workers"))) {
            return records.sorted().map(ControllerIT::content).collect(Collectors.joining());
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String decisions(String pool) {
        return get("/api/v1/pools/" + pool + "/decisions?limit=50").body();
    }

    private boolean metric(String line) {
        return get("/metrics").body().contains(line);
    }

    private long answered(String pool) {
        return pool(pool).tenants().stream()
                .mapToLong(tenant -> tenant.tallies().getOrDefault("answered", 0L))
                .sum();
    }

    private Status.PoolStatus pool(String name) {
        return status().pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseGet(() -> EMPTY);
    }

    private static final Status.PoolStatus EMPTY =
            new Status.PoolStatus(
                    "none",
                    "local",
                    "weighted",
                    0,
                    0,
                    -1,
                    -1,
                    -1,
                    0,
                    0,
                    0,
                    0,
                    "none",
                    java.util.Optional.empty(),
                    java.util.Optional.empty(),
                    java.util.Optional.empty(),
                    java.util.List.of());

    private Status status() {
        return mapper.readValue(get("/api/v1/status").body(), Status.class);
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return http.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = CLOCK.instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(CLOCK.instant()).as("waited too long").isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private ConfigurableApplicationContext controller(boolean stopWorkers) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("REDIS_PORT", Integer.toString(redisPort));
        variables.put("SPILLWAY_CONTROLLER_PORT", Integer.toString(port));
        variables.put("SPILLWAY_CONFIG_DIR", folder.resolve("documents").toString());
        variables.put("SPILLWAY_STATE_DIR", folder.resolve("state").toString());
        variables.put("SPILLWAY_WORKER_JAR", workerJar().toString());
        variables.put("SPILLWAY_WORKER_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        variables.put("SPILLWAY_WORKER_FIRST_PORT", "18200");
        variables.put("SPILLWAY_POLICY", "queue-depth");
        variables.put("SPILLWAY_SHADOW_POLICY", "fixed:replicas=3");
        variables.put("SPILLWAY_STOP_WORKERS_ON_EXIT", Boolean.toString(stopWorkers));
        Environment environment = new Environment(variables);
        Settings settings = Settings.read(environment);
        assertThat(environment.problems()).isEmpty();
        return ControllerApplication.start(settings);
    }

    /** A jar of nothing but a manifest that names the test's own classes. */
    private Path workerJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, QueueWorker.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(":", -1))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("worker.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private void write(String documents) throws IOException {
        Files.writeString(folder.resolve("documents/all.yaml"), documents);
    }

    private static String documents(int min) {
        String times = "{scaleUpPeriod: 1s, scaleDownPeriod: 1s, scaleDownWindow: 3s}";
        return """
        apiVersion: spillway.dev/v1alpha1
        kind: Pool
        metadata: {name: shared}
        spec: {minReplicas: %d, maxReplicas: 4, behavior: %s}
        ---
        apiVersion: spillway.dev/v1alpha1
        kind: Tenant
        metadata: {name: solo}
        spec:
          autoscaling: {minReplicas: 1, maxReplicas: 2, behavior: %s}
        """
                        .formatted(min, times, times)
                + IntStream.of(0, 1)
                        .mapToObj(
                                index ->
                                        """
                                        ---
                                        apiVersion: spillway.dev/v1alpha1
                                        kind: Tenant
                                        metadata: {name: %s}
                                        spec: {pool: shared, tier: %s, limits: {queueDepth: 1000}}
                                        """
                                                .formatted(
                                                        index == 0 ? "media" : "bakery",
                                                        index == 0 ? "premium" : "free"))
                        .collect(Collectors.joining());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
