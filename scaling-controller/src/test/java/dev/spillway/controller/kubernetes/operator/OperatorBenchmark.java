package dev.spillway.controller.kubernetes.operator;

import dev.spillway.controller.kubernetes.FakeApiServer.Reply;
import dev.spillway.controller.kubernetes.rights.Call;

import io.fabric8.mockwebserver.http.MockResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The controller against the tests' API server, each in a process of its own: how long it takes to
 * bring all tenants in order, what it asks of the API server for each, what it holds in memory, and
 * how long after a spike the new number of workers reaches the API server.
 */
public final class OperatorBenchmark {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int SPIKES = 300;
    private static final int MOST_ROUNDS = 3;
    private static final Duration BETWEEN_SPIKES = Duration.ofMillis(200);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final int tenants;
    private final FakedCluster cluster;
    private final PromptControllers others;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Set<String> sized = ConcurrentHashMap.newKeySet();
    private final Map<String, Spike> spikes = new ConcurrentHashMap<>();
    private volatile Instant firstWrite = Instant.MAX;
    private volatile Instant lastWrite = Instant.MIN;
    private volatile Instant lastStatus = Instant.MIN;

    /** When a tenant's queue filled up, when a pass saw it, and when its Deployment was scaled. */
    private static final class Spike {
        final Instant at;
        volatile Instant decided = Instant.MIN;
        volatile Instant scaled = Instant.MIN;

        Spike(Instant at) {
            this.at = at;
        }
    }

    private OperatorBenchmark(int tenants, Path folder) {
        this.tenants = tenants;
        this.cluster = new FakedCluster(folder);
        this.others = new PromptControllers(cluster.api, CLOCK.instant());
        cluster.api.through(this::watched);
    }

    /** Numbers of tenants as arguments; 100 and 1000 where there are none. */
    public static void main(String[] arguments) throws Exception {
        List<Integer> sizes = new ArrayList<>();
        for (String argument : arguments) {
            sizes.add(Integer.valueOf(argument));
        }
        NavigableMap<Integer, Long> heaps = new TreeMap<>();
        for (int tenants : sizes.isEmpty() ? List.of(100, 1000) : sizes) {
            Path folder = Files.createTempDirectory("spillway-operator");
            heaps.put(tenants, new OperatorBenchmark(tenants, folder).run());
        }
        if (heaps.size() > 1) {
            Map.Entry<Integer, Long> few = Objects.requireNonNull(heaps.firstEntry());
            Map.Entry<Integer, Long> many = Objects.requireNonNull(heaps.lastEntry());
            System.out.printf(
                    "%nheap for each tenant more: %.1f KiB%n",
                    (many.getValue() - few.getValue()) / 1024.0 / (many.getKey() - few.getKey()));
        }
    }

    /** Returns the bytes that the controller's heap held. */
    private long run() throws Exception {
        System.out.printf("%n%d tenants%n", tenants);
        for (int i = 0; i < 10; i++) {
            cluster.addNode("node-" + i, Integer.toString(tenants), tenants * 4 + "Gi");
        }
        for (int i = 0; i < tenants; i++) {
            cluster.apply(document(i));
        }
        Process controller = start();
        try {
            long heap = fromNothing(controller);
            atRest(controller);
            spiked();
            FakedCluster.stop(controller);
            controller = start();
            restarted(controller);
            return heap;
        } finally {
            FakedCluster.stop(controller);
            others.close();
            cluster.close();
        }
    }

    private Process start() {
        firstWrite = Instant.MAX;
        lastWrite = Instant.MIN;
        List<String> options = new ArrayList<>(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        String more = System.getProperty("controller.options", "");
        if (!more.isEmpty()) {
            options.addAll(List.of(more.split(" ")));
        }
        return cluster.startController(options.toArray(String[]::new));
    }

    private static String document(int number) {
        return """
        apiVersion: spillway.dev/v1alpha1
        kind: Tenant
        metadata: {name: %s}
        spec:
          tier: standard
          pool: dedicated
          limits: {requestsPerSecond: 10000, queueDepth: 1000}
          autoscaling: {minReplicas: 2, maxReplicas: 100, policy: queue-depth}
        """
                .formatted(name(number));
    }

    private static String name(int number) {
        return "tenant-%04d".formatted(number);
    }

    private long fromNothing(Process controller) throws Exception {
        Instant begun = CLOCK.instant();
        SortedMap<String, Long> before = calls();
        await(() -> sized.size() == tenants && isCalm());
        System.out.printf(
                "  from the process's start to the first write: %.1f s%n",
                seconds(begun, firstWrite));
        System.out.printf(
                "  from nothing to all in order: %.1f s (%.1f tenants a second)%n",
                seconds(firstWrite, lastWrite), tenants / seconds(firstWrite, lastWrite));
        printCalls("from nothing", before);
        try (OtherProcess inside = new OtherProcess(controller)) {
            System.out.printf(
                    "  processor time so far, of the controller and of the API server: %.1f s, %.1f s%n",
                    inside.busy().toMillis() / 1e3,
                    ProcessHandle.current()
                                    .info()
                                    .totalCpuDuration()
                                    .orElse(Duration.ZERO)
                                    .toMillis()
                            / 1e3);
            long heap = inside.heapBytes();
            System.out.printf(
                    "  heap in use: %.1f MiB, %.1f KiB a tenant%n",
                    heap / 1048576.0, heap / 1024.0 / tenants);
            return heap;
        }
    }

    private void atRest(Process controller) throws Exception {
        SortedMap<String, Long> before = calls();
        try (OtherProcess inside = new OtherProcess(controller)) {
            Duration busy = inside.busy();
            LockSupport.parkNanos(IDLE.toNanos());
            System.out.printf(
                    "  at rest for %d s: %.2f processors%n",
                    IDLE.toSeconds(),
                    inside.busy().minus(busy).toMillis() / (double) IDLE.toMillis());
        }
        printCalls("at rest", before);
    }

    private void restarted(Process controller) {
        SortedMap<String, Long> before = calls();
        await(() -> !lastWrite.equals(Instant.MIN) && isCalm());
        if (!controller.isAlive()) {
            throw new IllegalStateException("see " + cluster.log());
        }
        System.out.printf(
                "  after a restart, to all in order: %.1f s%n", seconds(firstWrite, lastWrite));
        printCalls("after a restart", before);
    }

    /** One tenant after the other, at times that have nothing to do with the controller's. */
    private void spiked() {
        SplittableRandom random = new SplittableRandom(1);
        List<Spike> all = new ArrayList<>();
        for (int i = 0; i < Math.min(SPIKES, MOST_ROUNDS * tenants); i++) {
            String tenant = name(i % tenants);
            Spike spike = new Spike(CLOCK.instant());
            spikes.put(tenant, spike);
            all.add(spike);
            int round = i / tenants;
            int requests = 60 << round;
            int taken = cluster.spike(tenant, requests);
            if (taken < requests) {
                System.out.printf("  %s took %d requests of %d%n", tenant, taken, requests);
            }
            LockSupport.parkNanos((long) (BETWEEN_SPIKES.toNanos() * 2 * random.nextDouble()));
        }
        await(this::isCalm);
        long missed = all.stream().filter(spike -> spike.scaled.equals(Instant.MIN)).count();
        System.out.printf("  %d spikes, %d without a scaling%n", all.size(), missed);
        print(
                "spike to scale",
                all.stream()
                        .filter(spike -> !spike.scaled.equals(Instant.MIN))
                        .map(spike -> Duration.between(spike.at, spike.scaled)));
        print(
                "of it, from the pass that saw it",
                all.stream()
                        .filter(spike -> !spike.scaled.equals(Instant.MIN))
                        .filter(spike -> !spike.decided.equals(Instant.MIN))
                        .map(spike -> Duration.between(spike.decided, spike.scaled)));
    }

    private static void print(String what, java.util.stream.Stream<Duration> durations) {
        List<Duration> sorted = durations.sorted().toList();
        System.out.printf(
                "  %s (%d): p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
                what, sorted.size(), millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    private static double millis(List<Duration> sorted, double quantile) {
        int index = (int) Math.ceil(quantile * sorted.size()) - 1;
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, index)).toNanos() / 1e6;
    }

    /** What the API server is asked, on its way. */
    private Reply watched(Reply reply) {
        if (reply.request().getHeader("Authorization") == null) {
            return reply;
        }
        Call.of(reply.request().getMethod(), reply.request().getPath())
                .map(call -> call.resource() + " " + call.verb())
                .ifPresent(call -> calls.computeIfAbsent(call, _ -> new LongAdder()).increment());
        if (!reply.isWrite()) {
            return reply;
        }
        Instant now = CLOCK.instant();
        String path = reply.request().getPath().replaceFirst("\\?.*", "");
        if (path.endsWith("/events")) {
            decided(MAPPER.readTree(reply.request().getUtf8Body()));
        } else if (path.endsWith("/status")) {
            lastStatus = now;
        } else if (path.contains("/spillway-tenant-")) {
            firstWrite = firstWrite.isAfter(now) ? now : firstWrite;
            lastWrite = now;
            if (path.endsWith("/scale")) {
                scaled(path.split("/", -1)[5].substring("spillway-".length()), now);
            }
        }
        return new Reply(
                reply.request(),
                () -> {
                    MockResponse answer = reply.answer().get();
                    others.wrote(path, answer);
                    return answer;
                });
    }

    private void scaled(String tenant, Instant now) {
        sized.add(tenant);
        Spike spike = spikes.get(tenant);
        if (spike != null && spike.scaled.equals(Instant.MIN)) {
            spike.scaled = now;
        }
    }

    private void decided(JsonNode event) {
        Spike spike = spikes.get(event.at("/involvedObject/name").asString());
        Instant at = Instant.parse(event.path("firstTimestamp").asString());
        if (spike != null && spike.decided.equals(Instant.MIN) && at.isAfter(spike.at)) {
            spike.decided = at;
        }
    }

    /** How often each kind of object was asked for, by verb. */
    private SortedMap<String, Long> calls() {
        SortedMap<String, Long> counts = new TreeMap<>();
        calls.forEach((call, count) -> counts.put(call, count.sum()));
        return counts;
    }

    private void printCalls(String when, SortedMap<String, Long> before) {
        SortedMap<String, Long> made = calls();
        before.forEach((call, count) -> made.merge(call, -count, Long::sum));
        made.values().removeIf(count -> count == 0);
        long all = made.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf("  calls %s: %d, %.2f a tenant%n", when, all, all / (double) tenants);
        made.forEach(
                (call, count) ->
                        System.out.printf(
                                "    %-45s %7d %6.2f%n", call, count, count / (double) tenants));
    }

    private boolean isCalm() {
        Instant calmSince = CLOCK.instant().minus(CALM);
        return lastWrite.isBefore(calmSince) && lastStatus.isBefore(calmSince);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
