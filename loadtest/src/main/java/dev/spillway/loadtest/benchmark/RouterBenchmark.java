package dev.spillway.loadtest.benchmark;

import dev.spillway.loadtest.platform.LocalPlatform;
import dev.spillway.loadtest.platform.PlatformSettings;
import dev.spillway.loadtest.platform.Ports;
import dev.spillway.loadtest.report.Machine;
import dev.spillway.loadtest.report.TextTable;
import dev.spillway.loadtest.scenario.ApiKeys;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What router, queue and reply add to a query, and what nginx adds to the same work, in alternating
 * rounds of one run.
 */
public final class RouterBenchmark {

    private static final Duration SERVICE = Duration.ofMillis(20);
    private static final int ROUNDS = 3;
    private static final int CALLERS = 32;
    private static final int CAPACITY_SECONDS = 40;
    private static final int WARM_SECONDS = 10;
    private static final int ROUND_SECONDS = 15;
    private static final String TENANT = "media";

    private RouterBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(System.getProperty("spillway.root", ".")).toAbsolutePath().normalize();
        Optional<Path> nginx = Nginx.installed();
        if (nginx.isEmpty()) {
            System.out.println(
                    "Skipped: nginx is not installed (Debian and Ubuntu: apt-get install nginx)");
            return;
        }
        Path folder = Files.createTempDirectory("spillway-benchmark");
        PlatformSettings settings =
                new PlatformSettings(
                        root,
                        root.resolve("examples").resolve("demo"),
                        folder,
                        Ports.freePort(0),
                        Ports.freePort(0),
                        Ports.freePort(0),
                        2,
                        Map.of(
                                "SPILLWAY_GENERATOR", "synthetic",
                                "SPILLWAY_SYNTHETIC_MEAN_MILLIS", Long.toString(SERVICE.toMillis()),
                                "SPILLWAY_SYNTHETIC_SIGMA", "0.01",
                                "SPILLWAY_WORKER_NICE", "0",
                                "LOG_LEVEL", "WARN"),
                        false);
        LocalPlatform platform =
                new LocalPlatform(settings, InstantSource.system(), System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
        int nginxPort = Ports.freePort(0);
        try (platform;
                PlainBackend backend = new PlainBackend(SERVICE, System::nanoTime);
                Nginx _ =
                        Nginx.start(
                                nginx.get(), folder.resolve("nginx"), nginxPort, backend.port());
                Callers callers = new Callers(System::nanoTime)) {
            platform.start();
            String apiKey = ApiKeys.read(root.resolve("examples/demo/keys.env")).key(TENANT);
            compare(callers, PlatformSettings.loopback(nginxPort), platform.router(), apiKey);
        }
    }

    private static void compare(Callers callers, URI nginx, URI router, String apiKey)
            throws Exception {
        // Both doors twice as long as they need to be compiled; the second figure counts.
        callers.capacity(nginx, apiKey, CALLERS, WARM_SECONDS);
        callers.capacity(router, apiKey, CALLERS, CAPACITY_SECONDS);
        double capacity = callers.capacity(router, apiKey, CALLERS, CAPACITY_SECONDS / 2);
        int rate = Math.max(1, (int) (capacity / 2));
        System.out.println();
        Machine.facts().forEach((name, value) -> System.out.println(name + ": " + value));
        System.out.printf(
                Locale.ROOT,
                "Service time %d ms; router path with %d callers: %.0f/s; measured at half of it: %d/s%n%n",
                SERVICE.toMillis(),
                CALLERS,
                capacity,
                rate);
        TextTable table =
                new TextTable()
                        .row(
                                "round",
                                "nginx p50",
                                "nginx p99",
                                "router p50",
                                "router p99",
                                "added p50",
                                "added p99",
                                "failed");
        for (int round = 1; round <= ROUNDS; round++) {
            Callers.Added bare = callers.atRate(nginx, apiKey, rate, ROUND_SECONDS);
            Callers.Added routed = callers.atRate(router, apiKey, rate, ROUND_SECONDS);
            table.row(
                    Integer.toString(round),
                    millis(bare.millis(50)),
                    millis(bare.millis(99)),
                    millis(routed.millis(50)),
                    millis(routed.millis(99)),
                    millis(routed.millis(50) - bare.millis(50)),
                    millis(routed.millis(99) - bare.millis(99)),
                    Long.toString(bare.failures() + routed.failures()));
        }
        System.out.println(table);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.2f ms", millis);
    }
}
