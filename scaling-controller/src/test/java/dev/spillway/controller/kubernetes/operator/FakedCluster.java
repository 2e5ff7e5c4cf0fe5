package dev.spillway.controller.kubernetes.operator;

import dev.spillway.controller.kubernetes.FakeApiServer;
import dev.spillway.controller.kubernetes.rights.Account;
import dev.spillway.controller.kubernetes.rights.Granted;
import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.redis.RedisQueues;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.WorkerId;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import redis.embedded.RedisServer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An API server and a Redis for a controller that runs in a process of its own, by the command that
 * its image runs and with the rights of its account.
 */
final class FakedCluster implements AutoCloseable {

    private static final String TOKEN = "the-controller's";

    static final CustomResourceDefinitionContext SCALED_OBJECTS =
            new CustomResourceDefinitionContext.Builder()
                    .withGroup("keda.sh")
                    .withVersion("v1alpha1")
                    .withKind("ScaledObject")
                    .withPlural("scaledobjects")
                    .withScope("Namespaced")
                    .build();

    private static final int MANY_SLOTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(119);

    final FakeApiServer api = new FakeApiServer();
    final Account account = api.account(TOKEN, Granted.toController());
    final KubernetesClient client;
    private final RedisQueues queues;
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), api, false);
    private final int redisPort = freePort();
    private final int controllerPort = freePort();
    private final Path folder;
    private final RedisServer redis;
    private int sent;

    FakedCluster(Path folder) {
        this.folder = folder;
        api.expectCustomResource(SCALED_OBJECTS);
        server.init();
        client = server.createClient();
        try {
            redis = new RedisServer(redisPort);
            redis.start();
            installDefinitions();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        queues = RedisQueues.connect("127.0.0.1", redisPort);
    }

    private void installDefinitions() throws IOException {
        Path crds = Path.of(System.getProperty("spillway.root"), "k8s", "base", "crds");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(crds, "*.yaml")) {
            for (Path file : files) {
                if (!file.endsWith("kustomization.yaml")) {
                    try (InputStream document = Files.newInputStream(file)) {
                        client.load(document).create();
                    }
                }
            }
        }
    }

    /** A node with so much room. */
    void addNode(String name, String cpu, String memory) {
        client.resource(
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withNewSpec()
                                .endSpec()
                                .withNewStatus()
                                .addToAllocatable("cpu", new Quantity(cpu))
                                .addToAllocatable("memory", new Quantity(memory))
                                .endStatus()
                                .build())
                .create();
    }

    /** Applies documents. */
    void apply(String yaml) {
        InputStream documents = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        for (HasMetadata each : client.load(documents).items()) {
            client.resource(each).fieldManager("amy").forceConflicts().serverSideApply();
        }
    }

    /** Puts requests into the queue of a tenant's own pool; returns how many were taken. */
    int spike(String tenant, int requests) {
        FairQueue queue = queues.queue(new Domain(tenant));
        // A queue that no worker serves takes nothing; this one lives, and claims nothing.
        var _ = queue.claim(new ClaimRequest(new WorkerId("idle"), MANY_SLOTS, 0, PATIENCE));
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            EnqueueOutcome outcome =
                    queue.enqueue(
                            new Submission(
                                    new RequestId("%s-%d".formatted(tenant, sent++)),
                                    new TenantId(tenant),
                                    new RouterId("fake"),
                                    "{}",
                                    PATIENCE));
            taken += outcome instanceof EnqueueOutcome.Accepted ? 1 : 0;
        }
        return taken;
    }

    /** Starts a controller; its log goes to the folder. */
    Process startController(String... javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(javaOptions));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spillway.controller.cli.Spillway",
                        "serve"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(variables());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a cluster ends it. */
    static void stop(Process controller) {
        controller.destroy();
        if (controller
                .onExit()
                .completeOnTimeout(controller, 60, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            controller.destroyForcibly().onExit().join();
        }
    }

    private Map<String, String> variables() {
        return Map.ofEntries(
                Map.entry("KUBERNETES_MASTER", server.url("/")),
                Map.entry("KUBERNETES_AUTH_TOKEN", TOKEN),
                Map.entry("KUBERNETES_AUTH_TRYKUBECONFIG", "false"),
                Map.entry("SPILLWAY_MODE", "kubernetes"),
                Map.entry("SPILLWAY_NAMESPACE", "spillway-system"),
                Map.entry("SPILLWAY_WORKER_IMAGE", "spillway/rag-service:test"),
                Map.entry("SPILLWAY_CONTROLLER_ID", "controller-a"),
                Map.entry("SPILLWAY_CONTROLLER_PORT", Integer.toString(controllerPort)),
                Map.entry("SPILLWAY_STATE_DIR", folder.resolve("state").toString()),
                Map.entry("REDIS_HOST", "127.0.0.1"),
                Map.entry("REDIS_PORT", Integer.toString(redisPort)));
    }

    Path log() {
        return folder.resolve("controller.log");
    }

    /** Where the controller answers. */
    URI address() {
        return URI.create("http://127.0.0.1:" + controllerPort);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        queues.close();
        redis.stop();
        client.close();
        server.destroy();
    }
}
