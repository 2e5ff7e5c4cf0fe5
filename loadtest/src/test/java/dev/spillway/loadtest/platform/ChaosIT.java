package dev.spillway.loadtest.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.loadtest.platform.RetryingClient.Answer;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;
import dev.spillway.loadtest.timeline.TenantState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real processes, killed under load. */
@Execution(ExecutionMode.SAME_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosIT {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root", ".."));
    private static final InstantSource CLOCK = InstantSource.system();
    private static final List<String> TENANTS = List.of("bank", "retail", "bakery");
    private static final int QUERIES = 450;
    private static final int WITHOUT_CONTROLLER = 120;
    private static final Duration BETWEEN_QUERIES = Duration.ofMillis(30);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(80);

    private static @Nullable LocalPlatform running;

    private record Asked(String tenant, String key, Future<Answer> answer) {}

    @BeforeAll
    static void startThePlatform(@TempDir Path folder) throws Exception {
        List<Path> missing = new Layout(ROOT.toAbsolutePath().normalize()).missing();
        if (!missing.isEmpty()) {
            System.out.println("ChaosIT skipped: not built: " + missing.getFirst());
        }
        assumeTrue(missing.isEmpty(), () -> "not built: " + missing.getFirst());
        Path documents = Files.createDirectory(folder.resolve("documents"));
        for (String example : List.of("demo", "dedicated")) {
            copyDocuments(ROOT.resolve("examples").resolve(example), documents);
        }
        PlatformSettings settings =
                new PlatformSettings(
                        ROOT,
                        documents,
                        folder.resolve("run"),
                        Ports.freePort(0),
                        Ports.freePort(0),
                        Ports.freePort(0),
                        3,
                        Map.of(
                                "SPILLWAY_GENERATOR",
                                "synthetic",
                                "SPILLWAY_SYNTHETIC_MEAN_MILLIS",
                                "250"),
                        true);
        LocalPlatform platform = new LocalPlatform(settings, CLOCK, System.out::println);
        running = platform;
        platform.start();
    }

    @AfterAll
    static void stopThePlatform() {
        if (running != null) {
            running.close();
            assertThat(running.family().alive()).as("processes left behind").isZero();
        }
    }

    @Test
    void answersEveryQueryExactlyOnceWhileAWorkerAndTheRouterAreKilled() throws Exception {
        Tally before = tallies();
        List<Asked> asked = new ArrayList<>();
        RetryingClient client = new RetryingClient(platform().router(), CLOCK);
        Future<Boolean> restarted = CompletableFuture.completedFuture(false);
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < QUERIES; i++) {
                if (i == QUERIES / 3) {
                    ProcessHandle victim = platform().workers().getFirst();
                    victim.destroyForcibly();
                }
                if (i == 2 * QUERIES / 3) {
                    platform().killRouter();
                    restarted =
                            users.submit(
                                    () -> {
                                        platform().startRouter();
                                        return true;
                                    });
                }
                String tenant = TENANTS.get(i % TENANTS.size());
                String key = "chaos-" + i;
                asked.add(
                        new Asked(
                                tenant,
                                key,
                                users.submit(
                                        () -> client.ask(apiKey(tenant), key, "question " + key))));
                LockSupport.parkNanos(BETWEEN_QUERIES.toNanos());
            }
            for (Asked query : asked) {
                query.answer().get(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
        }

        assertThat(asked.stream().map(query -> query.answer().resultNow().id()))
                .as("one id for each key")
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isNotEmpty());
        assertThat(restarted.resultNow()).as("the router came back").isTrue();
        assertThat(
                        asked.stream()
                                .mapToInt(query -> query.answer().resultNow().attempts())
                                .max()
                                .orElse(0))
                .as("the killed router was felt, or nothing was proved")
                .isGreaterThan(1);
        for (Asked query : asked) {
            Answer again =
                    client.ask(apiKey(query.tenant()), query.key(), "question " + query.key());
            Answer first = query.answer().resultNow();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.text()).isEqualTo(first.text());
        }
        awaitQuiet();
        Tally run = tallies().minus(before);
        assertThat(run.accepted()).as("accepted").isEqualTo(QUERIES);
        assertThat(run.answered()).as("answered").isEqualTo(QUERIES);
        assertThat(run.ended()).as("ended in any way").isEqualTo(QUERIES);
    }

    /** First, while the fleet is still as it was started: floods leave it scaling for a while. */
    @Test
    @Order(1)
    void losesNothingAndScalesNothingWhileTheControllerIsAway() throws Exception {
        Tally before = tallies();
        Set<Long> workers = pids();
        RetryingClient client = new RetryingClient(platform().router(), CLOCK);
        List<Asked> asked = new ArrayList<>();
        Set<Long> orphans;
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            platform().killController();
            for (int i = 0; i < WITHOUT_CONTROLLER; i++) {
                String tenant = TENANTS.get(i % TENANTS.size());
                String key = "orphan-" + i;
                asked.add(
                        new Asked(
                                tenant,
                                key,
                                users.submit(
                                        () -> client.ask(apiKey(tenant), key, "question " + key))));
                LockSupport.parkNanos(BETWEEN_QUERIES.toNanos());
            }
            for (Asked query : asked) {
                query.answer().get(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
            orphans = pids();
            platform().startController();
        }

        assertThat(orphans).as("workers without a controller").isEqualTo(workers);
        assertThat(asked.stream().map(query -> query.answer().resultNow().id()))
                .as("one id for each key")
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isNotEmpty());
        awaitReady(workers.size());
        assertThat(pids()).as("workers the new controller goes on with").isEqualTo(workers);
        awaitQuiet();
        Tally run = tallies().minus(before);
        assertThat(run.accepted()).as("accepted").isEqualTo(WITHOUT_CONTROLLER);
        assertThat(run.answered()).as("answered").isEqualTo(WITHOUT_CONTROLLER);
        assertThat(run.ended()).as("ended in any way").isEqualTo(WITHOUT_CONTROLLER);
    }

    @Test
    void servesATenantWithAPoolOfItsOwnBesideAFloodedSharedPool() throws Exception {
        RetryingClient client = new RetryingClient(platform().router(), CLOCK);
        List<Future<Answer>> flood = new ArrayList<>();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 900; i++) {
                String key = "flood-" + i;
                flood.add(users.submit(() -> client.ask(apiKey("media"), key, "flood")));
            }
            List<Future<Answer>> own = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String key = "own-" + i;
                own.add(
                        users.submit(
                                () ->
                                        client.ask(
                                                apiKey("broadcaster"),
                                                key,
                                                "How do I add a hook?")));
            }
            for (Future<Answer> query : own) {
                query.get(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(flood.stream().filter(Future::isDone).count())
                    .as("the shared pool was still busy when the dedicated one was done")
                    .isLessThan(flood.size());
            for (Future<Answer> query : flood) {
                query.get(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
        }

        Snapshot last = platform().controller().snapshot();
        assertThat(last.tenants())
                .filteredOn(state -> state.name().equals("broadcaster"))
                .singleElement()
                .extracting(TenantState::tally)
                .isEqualTo(new Tally(16, 16, 0, 0, 0, 0));
    }

    private static LocalPlatform platform() {
        if (running == null) {
            throw new IllegalStateException("the platform did not start");
        }
        return running;
    }

    private static String apiKey(String tenant) throws IOException {
        String example = tenant.equals("broadcaster") ? "dedicated" : "demo";
        return ApiKeys.read(ROOT.resolve("examples").resolve(example).resolve("keys.env"))
                .key(tenant);
    }

    private static Set<Long> pids() {
        return platform().workers().stream()
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void awaitReady(int workers) throws Exception {
        Instant giveUp = CLOCK.instant().plusSeconds(20);
        while (platform().controller().snapshot().ready() < workers) {
            assertThat(CLOCK.instant()).as("ready again").isBefore(giveUp);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static Tally tallies() throws Exception {
        return platform().controller().snapshot().tenants().stream()
                .filter(state -> TENANTS.contains(state.name()))
                .map(TenantState::tally)
                .reduce(Tally.NONE, Tally::plus);
    }

    private static void awaitQuiet() throws Exception {
        Instant giveUp = CLOCK.instant().plusSeconds(10);
        Snapshot look = platform().controller().snapshot();
        while (look.waiting() + look.inFlight() > 0 && CLOCK.instant().isBefore(giveUp)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            look = platform().controller().snapshot();
        }
        // One more tick of the controller, so that its view is not older than the last answer.
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }

    private static void copyDocuments(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, to.resolve(from.getFileName() + "-" + file.getFileName()));
            }
        }
    }
}
