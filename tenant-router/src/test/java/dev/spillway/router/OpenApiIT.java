package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.work.Completion.Result;
import dev.spillway.router.problem.ProblemType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The router and its description say the same. */
class OpenApiIT {
    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));
    private static final JsonNode API = read(ROOT.resolve("contracts/openapi.yaml"));
    private static final String QUESTION = "{\"question\": \"Who?\"}";
    private static final String CHAT =
            "{\"model\": \"spillway\", \"messages\": [{\"role\": \"user\", \"content\": \"Who?\"}]}";

    @Test
    void everyResponseIsAsDescribed() {
        try (Platform platform = new Platform(BAKERY);
                RunningRouter router = platform.router()) {
            Await.until("numbers", () -> router.get("/v1/queue", BAKERY.key()).statusCode() == 200);
            Set<String> seen = new TreeSet<>();
            for (String path : Set.of("/health", "/livez", "/readyz", "/metrics")) {
                seen.add(check("get", path, router.get(path)));
            }
            for (String path : Set.of("/v1/models", "/v1/models/{model}", "/v1/queue")) {
                String real = path.replace("{model}", "spillway");
                seen.add(check("get", path, router.get(real, BAKERY.key())));
                seen.add(check("get", path, router.get(real)));
                seen.add(check("get", path, router.send(withMethod(router, real, "DELETE"))));
            }
            seen.add(
                    check(
                            "get",
                            "/v1/models/{model}",
                            router.get("/v1/models/gpt-4", BAKERY.key())));
            everyStatusOf("/v1/query", QUESTION, platform, router, seen);
            everyStatusOf("/v1/chat/completions", CHAT, platform, router, seen);
            streamed(router);
            assertThat(seen)
                    .contains(
                            "post /v1/query 200",
                            "post /v1/query 400",
                            "post /v1/query 401",
                            "post /v1/query 405",
                            "post /v1/query 413",
                            "post /v1/query 415",
                            "post /v1/query 422",
                            "post /v1/query 502",
                            "post /v1/query 503",
                            "post /v1/chat/completions 200",
                            "post /v1/chat/completions 503",
                            "get /readyz 200",
                            "get /v1/queue 401");
        }
    }

    private static void everyStatusOf(
            String path, String body, Platform platform, RunningRouter router, Set<String> seen) {
        String key = BAKERY.key();
        seen.add(check("post", path, router.send(router.post(path, key, body))));
        seen.add(check("post", path, router.send(router.post(path, key, "{"))));
        seen.add(check("post", path, router.send(router.post(path, "wrong", body))));
        seen.add(check("post", path, router.send(withMethod(router, path, "DELETE"))));
        seen.add(check("post", path, router.send(router.post(path, key, "x".repeat(300_000)))));
        seen.add(
                check(
                        "post",
                        path,
                        router.send(
                                router.request(path)
                                        .header("Content-Type", "text/plain")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)))));
        String reused = path.replace('/', '-');
        router.send(router.post(path, key, body).header("Idempotency-Key", reused));
        seen.add(
                check(
                        "post",
                        path,
                        router.send(
                                router.post(path, key, body.replace("Who", "What"))
                                        .header("Idempotency-Key", reused))));
        platform.worker().does(claim -> platform.worker().complete(claim, Result.FAILED, "{}"));
        seen.add(check("post", path, router.send(router.post(path, key, body))));
        platform.queue().remove(new TenantId("bakery"));
        seen.add(check("post", path, router.send(router.post(path, key, body))));
        platform.worker().answers();
        platform.serveAgain();
    }

    private static void streamed(RunningRouter router) {
        HttpResponse<String> response =
                router.send(
                        router.post(
                                "/v1/chat/completions",
                                BAKERY.key(),
                                CHAT.replaceFirst("\\{", "{\"stream\": true,")));
        JsonNode schema =
                API.at(
                        "/paths/~1v1~1chat~1completions/post/responses/200/content/text~1event-stream/schema");
        response.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> line.substring("data: ".length()))
                .forEach(event -> validate(schema, JsonMapper.shared().readTree(event)));
    }

    @Test
    void everyRouteIsInBoth() {
        TestRedis redis = TestRedis.start();
        try (RunningRouter router = RunningRouter.start(redis.port())) {
            Set<String> served = new TreeSet<>();
            router.bean(RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .keySet()
                    .forEach(
                            mapping ->
                                    mapping.getPatternValues()
                                            .forEach(
                                                    path ->
                                                            mapping.getMethodsCondition()
                                                                    .getMethods()
                                                                    .forEach(
                                                                            method ->
                                                                                    served.add(
                                                                                            method
                                                                                                    + " "
                                                                                                    + path))));
            Set<String> described = new TreeSet<>();
            API.get("paths")
                    .properties()
                    .forEach(
                            path ->
                                    path.getValue()
                                            .propertyNames()
                                            .forEach(
                                                    method ->
                                                            described.add(
                                                                    method.toUpperCase(
                                                                                    java.util.Locale
                                                                                            .ROOT)
                                                                            + " "
                                                                            + path.getKey())));
            assertThat(served).isEqualTo(described);
        } finally {
            redis.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemTypeHasAHeadingAndAnExample(ProblemType type) throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/problems.md")))
                .contains("\n## " + type.slug() + "\n");
        JsonNode example = read(ROOT.resolve("contracts/problems/" + type.slug() + ".json"));
        validate(API.at("/components/schemas/Problem"), example);
        assertThat(example.get("type").asString()).isEqualTo(type.url());
        assertThat(example.get("title").asString()).isEqualTo(type.title());
        assertThat(example.get("status").asInt()).isEqualTo(type.status());
    }

    private static HttpRequest.Builder withMethod(
            RunningRouter router, String path, String method) {
        return router.request(path).method(method, HttpRequest.BodyPublishers.noBody());
    }

    /** Validates a response and returns what was covered by it. */
    private static String check(String method, String path, HttpResponse<String> response) {
        String status = Integer.toString(response.statusCode());
        JsonNode described =
                resolve(API.get("paths").path(path).path(method).path("responses").path(status));
        assertThat(described.isMissingNode())
                .as("%s %s may answer %s: %s", method, path, status, response.body())
                .isFalse();
        String type = response.headers().firstValue("Content-Type").orElse("none");
        String bare = type.replaceFirst(";.*", "");
        JsonNode content = described.path("content").path(bare);
        assertThat(content.isMissingNode()).as("%s of %s", type, path).isFalse();
        if (bare.endsWith("json")) {
            validate(content.get("schema"), JsonMapper.shared().readTree(response.body()));
        }
        return method + " " + path + " " + status;
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? API.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static void validate(JsonNode schema, JsonNode value) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", API.get("components"));
        Schema compiled =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(whole);
        assertThat(compiled.validate(value)).as(value.toString()).isEmpty();
    }

    private static JsonNode read(Path file) {
        return new YAMLMapper().readTree(file.toFile());
    }
}
