package dev.spillway.controller.kubernetes;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The mock server's storage, with what it lacks: server-side apply and the scale subresource. An
 * apply merges what it is given over what is there; it does not remove fields that are no longer
 * given. Requests are counted, and some can be made to fail.
 */
public final class FakeApiServer extends KubernetesCrudDispatcher {

    /** It says every request; held, because loggers that nobody holds lose their level. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private volatile UnaryOperator<Reply> link = reply -> reply;

    public FakeApiServer() {
        super(List.of());
        REQUESTS.setLevel(Level.WARNING);
    }

    /** Requests so far that were not watches, by method. */
    public Map<String, AtomicLong> counts() {
        return counts;
    }

    public long writes() {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("GET"))
                .mapToLong(entry -> entry.getValue().get())
                .sum();
    }

    /** A request, and what carries it out. */
    public record Reply(RecordedRequest request, Supplier<MockResponse> answer) {

        public boolean isWrite() {
            return !request.getMethod().equals("GET");
        }

        /** The same, but the server fails instead and changes nothing. */
        public Reply refused() {
            return new Reply(request, Reply::failure);
        }

        /** The same, but nobody hears what came of it. */
        public Reply lost() {
            return new Reply(
                    request,
                    () -> {
                        var _ = answer.get();
                        return failure();
                    });
        }

        private static MockResponse failure() {
            return new MockResponse().setResponseCode(500).setBody("{}");
        }
    }

    /** From now on, requests may be answered otherwise. */
    public void through(UnaryOperator<Reply> newLink) {
        link = newLink;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (!request.getPath().contains("watch=true")) {
            counts.computeIfAbsent(request.getMethod(), _ -> new AtomicLong()).incrementAndGet();
        }
        return link.apply(new Reply(request, () -> answer(request))).answer().get();
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getPath().replaceFirst("\\?.*", "");
        if (path.endsWith("/scale")) {
            return scale(request, path.substring(0, path.length() - "/scale".length()));
        }
        String type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/apply-patch")
                ? apply(path, request.getUtf8Body())
                : super.dispatch(request);
    }

    private MockResponse apply(String path, String body) {
        synchronized (this) {
            MockResponse found = handleGet(path);
            if (found.code() == 404) {
                String collection = path.substring(0, path.lastIndexOf('/'));
                return super.dispatch(
                        request(
                                HttpMethod.POST,
                                collection,
                                "application/json",
                                defaulted(mapper.readTree(body)).toString()));
            }
            JsonNode before = mapper.readTree(body(found));
            JsonNode after = merged(before, mapper.readTree(body));
            return after.equals(before)
                    ? found
                    : super.dispatch(
                            request(HttpMethod.PUT, path, "application/json", after.toString()));
        }
    }

    /** What the API server fills in, as far as anybody here relies on it. */
    private static JsonNode defaulted(JsonNode object) {
        if (object.path("kind").asString("").equals("Deployment")
                && object.get("spec") instanceof ObjectNode spec
                && !spec.has("replicas")) {
            spec.put("replicas", 1);
        }
        return object;
    }

    private JsonNode merged(JsonNode before, JsonNode given) {
        if (!(before instanceof ObjectNode old) || !(given instanceof ObjectNode)) {
            return given;
        }
        ObjectNode result = old.deepCopy();
        given.properties()
                .forEach(
                        field ->
                                result.set(
                                        field.getKey(),
                                        result.has(field.getKey())
                                                ? merged(
                                                        result.get(field.getKey()),
                                                        field.getValue())
                                                : field.getValue()));
        return result;
    }

    private MockResponse scale(RecordedRequest request, String path) {
        if (!request.getMethod().equals("GET")) {
            int replicas = mapper.readTree(request.getUtf8Body()).at("/spec/replicas").asInt();
            MockResponse patched =
                    super.dispatch(
                            request(
                                    HttpMethod.PATCH,
                                    path,
                                    "application/merge-patch+json",
                                    "{\"spec\":{\"replicas\":%d}}".formatted(replicas)));
            if (patched.code() >= 300) {
                return patched;
            }
        }
        JsonNode object = mapper.readTree(body(handleGet(path)));
        ObjectNode scale = mapper.createObjectNode();
        scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
        scale.set("metadata", object.get("metadata"));
        scale.putObject("spec").set("replicas", object.at("/spec/replicas"));
        return new MockResponse().setResponseCode(200).setBody(scale.toString());
    }

    private static String body(MockResponse response) {
        return new String(response.getBody().getBytes(), StandardCharsets.UTF_8);
    }

    private static RecordedRequest request(
            HttpMethod method, String path, String type, String body) {
        return new RecordedRequest(
                "HTTP/1.1",
                method,
                path,
                Headers.builder().add("Content-Type", type).build(),
                new Buffer().writeUtf8(body));
    }
}
