package dev.spillway.controller.kubernetes.operator;

import dev.spillway.controller.kubernetes.FakeApiServer;

import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What controller manager and kubelet would do about a thousand pools, told of each write instead
 * of looking at everything again and again: admission knows a quota at once, a Deployment's pods
 * are there and ready at once.
 */
final class PromptControllers implements AutoCloseable {

    private final FakeApiServer api;
    private final Instant now;
    private final JsonMapper mapper = JsonMapper.shared();
    private final Map<String, Integer> podsByNamespace = new HashMap<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    PromptControllers(FakeApiServer api, Instant now) {
        this.api = api;
        this.now = now;
    }

    /** A write was answered. */
    void wrote(String path, MockResponse answer) {
        if (answer.code() < 300 && (path.endsWith("/resourcequotas/spillway") || isSize(path))) {
            JsonNode object =
                    mapper.readTree(
                            new String(answer.getBody().getBytes(), StandardCharsets.UTF_8));
            thread.execute(
                    () -> {
                        if (isSize(path)) {
                            run(path.replaceFirst("/scale$", ""), object);
                        } else {
                            know(path, object);
                        }
                    });
        }
    }

    private static boolean isSize(String path) {
        return path.endsWith("/deployments/rag-worker")
                || path.endsWith("/deployments/rag-worker/scale");
    }

    private void know(String path, JsonNode quota) {
        ObjectNode patch = mapper.createObjectNode();
        patch.putObject("status").set("hard", quota.at("/spec/hard"));
        api.ask(
                HttpMethod.PATCH,
                path + "/status",
                "application/merge-patch+json",
                patch.toString());
    }

    private void run(String path, JsonNode sized) {
        String namespace = sized.at("/metadata/namespace").asString();
        String pods = "/api/v1/namespaces/%s/pods".formatted(namespace);
        int there = podsByNamespace.getOrDefault(namespace, 0);
        int wanted = sized.at("/spec/replicas").asInt();
        if (there < wanted) {
            JsonNode deployment =
                    mapper.readTree(
                            new String(
                                    api.handleGet(path).getBody().getBytes(),
                                    StandardCharsets.UTF_8));
            for (int i = there; i < wanted; i++) {
                api.ask(
                        HttpMethod.POST,
                        pods,
                        "application/json",
                        pod(namespace, i, deployment).toString());
            }
        }
        for (int i = wanted; i < there; i++) {
            api.ask(HttpMethod.DELETE, pods + "/rag-worker-" + i, "application/json", "");
        }
        podsByNamespace.put(namespace, wanted);
    }

    private ObjectNode pod(String namespace, int number, JsonNode deployment) {
        ObjectNode pod = mapper.createObjectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata")
                .put("name", "rag-worker-" + number)
                .put("namespace", namespace)
                .set("labels", deployment.at("/spec/template/metadata/labels"));
        pod.set("spec", deployment.at("/spec/template/spec"));
        pod.putObject("status")
                .put("phase", "Running")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("lastTransitionTime", now.toString());
        return pod;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
