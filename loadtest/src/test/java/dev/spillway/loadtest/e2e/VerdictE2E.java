package dev.spillway.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.spillway.loadtest.demo.Demo;
import dev.spillway.loadtest.platform.ControllerClient;
import dev.spillway.loadtest.platform.RemotePlatform;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.scenario.TenantDocuments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The verdict of {@code ./demo} on a platform in a cluster, as the scenarios of the controller's
 * module leave it there.
 */
class VerdictE2E {

    private static final Path ROOT =
            Path.of(System.getProperty("spillway.root", "..")).toAbsolutePath().normalize();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String PREFIX = "e2e-";
    private static final int ROUTER_PORT = 8000;
    private static final int CONTROLLER_PORT = 8090;
    private static final int WORKERS = 2;
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aFloodOfOneOfTenTenantsIsNotFeltByTheOthers() throws Exception {
        Kubectl kubectl = new Kubectl(kubeconfig());
        String namespace = variable("SPILLWAY_E2E_NAMESPACE").orElse("spillway-system");
        Path folder = Files.createDirectories(Path.of("target/e2e").toAbsolutePath());
        try (PodPort router =
                        PodPort.reach(kubectl, namespace, router(kubectl, namespace), ROUTER_PORT);
                PodPort controller =
                        PodPort.reach(
                                kubectl, namespace, leader(kubectl, namespace), CONTROLLER_PORT)) {
            System.out.printf(
                    "the load goes %s%n",
                    router.isForwarded()
                            ? "through a port-forward"
                            : "to " + router.address() + " itself");
            Path tenants = tenants(kubectl, folder);
            String file = tenants.resolve("tenants.yaml").toString();
            var _ =
                    kubectl.run(
                            "apply",
                            "--server-side",
                            "--force-conflicts",
                            "--field-manager=spillway-e2e",
                            "-f",
                            file);
            try {
                awaitWorkers(router, controller, tenants);
                assertPassed(measure(router, controller, tenants, folder));
            } finally {
                var _ = kubectl.run("delete", "--timeout=180s", "-f", file);
            }
        }
    }

    private static Path kubeconfig() {
        return variable("SPILLWAY_E2E_KUBECONFIG")
                .map(Path::of)
                .orElseGet(() -> skip("a cluster: SPILLWAY_E2E_KUBECONFIG"));
    }

    private static String router(Kubectl kubectl, String namespace) throws Exception {
        String pod =
                kubectl.run(
                        "-n",
                        namespace,
                        "get",
                        "pods",
                        "-l",
                        "app.kubernetes.io/name=tenant-router",
                        "--field-selector=status.phase=Running",
                        "-o",
                        "jsonpath={.items[*].metadata.name}");
        return pod.isEmpty()
                ? skip(
                        "a router in %s, where the scenarios of scaling-controller leave one if they run inside"
                                .formatted(namespace))
                : pod.split(" ", 2)[0];
    }

    private static String leader(Kubectl kubectl, String namespace) throws Exception {
        return kubectl.run(
                "-n",
                namespace,
                "get",
                "lease",
                "spillway-controller",
                "-o",
                "jsonpath={.spec.holderIdentity}");
    }

    /** The demo's documents and keys, under names of this suite. */
    private static Path tenants(Kubectl kubectl, Path folder) throws Exception {
        Path tenants = Files.createDirectories(folder.resolve("tenants"));
        Path overlay = ROOT.resolve("loadtest/src/test/resources/e2e");
        Files.writeString(
                tenants.resolve("tenants.yaml"), kubectl.run("kustomize", overlay.toString()));
        Files.write(
                tenants.resolve("keys.env"),
                Files.readAllLines(ROOT.resolve("examples/demo/keys.env")).stream()
                        .map(line -> line.startsWith("#") ? line : PREFIX + line)
                        .toList());
        return tenants;
    }

    private static void awaitWorkers(PodPort router, PodPort controller, Path tenants)
            throws Exception {
        Map<String, String> keys = new TreeMap<>();
        ApiKeys file = ApiKeys.read(tenants.resolve("keys.env"));
        for (TenantDocuments.Tenant tenant : TenantDocuments.read(tenants)) {
            keys.put(tenant.name(), file.key(tenant.name()));
        }
        RemotePlatform platform =
                new RemotePlatform(
                        router.address(),
                        new ControllerClient(controller.address(), CLOCK).of(keys.keySet()));
        Instant giveUp = CLOCK.instant().plus(READY_WITHIN);
        Optional<String> missing = missing(platform, keys);
        while (missing.isPresent()) {
            assertThat(CLOCK.instant()).as(missing.get()).isBefore(giveUp);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            missing = missing(platform, keys);
        }
    }

    private static Optional<String> missing(RemotePlatform platform, Map<String, String> keys)
            throws InterruptedException {
        try {
            platform.check(keys);
            int ready = platform.controller().snapshot().ready();
            return ready >= WORKERS
                    ? Optional.empty()
                    : Optional.of(ready + " workers are ready; " + WORKERS + " are needed");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Half of the demo's load takes longer for as many samples of a tenant as a p95 needs. */
    private static Path measure(PodPort router, PodPort controller, Path tenants, Path folder)
            throws Exception {
        Path results = Files.createTempDirectory(folder, "verdict-");
        int exitCode =
                new CommandLine(new Demo())
                        .execute(
                                "--router",
                                router.address().toString(),
                                "--controller",
                                controller.address().toString(),
                                "--tenants",
                                tenants.toString(),
                                "--flooding-tenant",
                                PREFIX + "media",
                                "--load",
                                "0.5",
                                "--duration",
                                "1.4",
                                "--scale-out-within",
                                "120",
                                "--results",
                                results.toString());
        assertThat(exitCode).as("exit code, with the verdict in " + results).isIn(0, 1, 3);
        try (Stream<Path> runs = Files.list(results)) {
            return runs.findFirst().orElseThrow();
        }
    }

    private static void assertPassed(Path run) {
        JsonNode verdict =
                new JsonMapper().readTree(run.resolve("verdict.json").toFile()).required("verdict");
        if (verdict.required("result").asString().equals("INVALID")) {
            skip(
                    "a testing machine that keeps the load's schedule while workers start; see "
                            + run);
        }
        assertThat(verdict.required("checks").values())
                .as("checks, with their evidence in " + run)
                .allSatisfy(
                        check ->
                                assertThat(check.required("result").asString())
                                        .as(check.toString())
                                        .isEqualTo("PASS"));
        assertThat(verdict.required("result").asString()).isEqualTo("PASS");
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // It never returns, as abort does not.
    private static <T> T skip(String needs) {
        System.out.printf("SKIPPED VerdictE2E: needs %s%n", needs);
        return abort("needs " + needs);
    }
}
