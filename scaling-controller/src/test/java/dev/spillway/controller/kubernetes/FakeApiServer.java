package dev.spillway.controller.kubernetes;

import dev.spillway.controller.kubernetes.rights.Account;
import dev.spillway.controller.kubernetes.rights.Call;
import dev.spillway.controller.kubernetes.rights.Right;

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
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The mock server's storage, with what it lacks: server-side apply and the scale subresource. An
 * apply merges what it is given over what is there; it does not remove fields that are no longer
 * given. Accounts may do what they were granted; all others may do everything. Some requests can be
 * made to fail.
 */
public final class FakeApiServer extends IndexedStorage {

    /** It says every request; held, because loggers that nobody holds lose their level. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();
    private volatile UnaryOperator<Reply> link = reply -> reply;

    public FakeApiServer() {
        REQUESTS.setLevel(Level.WARNING);
    }

    /** Writes so far, by whomever. */
    public long writes() {
        return writes.get();
    }

    /** From now on, who comes with that token has these rights. */
    public Account account(String token, Collection<Right> rights) {
        Account account = new Account(rights);
        accounts.put("Bearer " + token, account);
        return account;
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

    /** A request of the server's own, which is neither counted nor refused. */
    public MockResponse ask(HttpMethod method, String path, String type, String body) {
        return super.dispatch(request(method, path, type, body));
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        Reply reply = new Reply(request, () -> answer(request));
        if (reply.isWrite()) {
            writes.incrementAndGet();
        }
        return link.apply(reply).answer().get();
    }

    private MockResponse answer(RecordedRequest request) {
        if (!isAllowed(request)) {
            return new MockResponse()
                    .setResponseCode(403)
                    .setBody("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":403}");
        }
        String path = request.getPath().replaceFirst("\\?.*", "");
        if (path.endsWith("/scale")) {
            return scale(request, path.substring(0, path.length() - "/scale".length()));
        }
        return isApply(request) ? apply(path, request.getUtf8Body()) : super.dispatch(request);
    }

    private boolean isAllowed(RecordedRequest request) {
        Optional<Account> account =
                Optional.ofNullable(request.getHeader("Authorization")).map(accounts::get);
        Optional<Call> call = Call.of(request.getMethod(), request.getPath());
        if (account.isEmpty() || call.isEmpty()) {
            return true;
        }
        boolean creates = isApply(request) && handleGet(request.getPath()).code() == 404;
        return account.get().asks(call.get())
                && (!creates || account.get().asks(call.get().with("create")));
    }

    private static boolean isApply(RecordedRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/apply-patch");
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
            if (after.equals(before)) {
                return found;
            }
            MockResponse put =
                    super.dispatch(
                            request(HttpMethod.PUT, path, "application/json", after.toString()));
            // Somebody else wrote in between: an apply goes by what is there now.
            return put.code() == 409 ? apply(path, body) : put;
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

    /** The mock server's own leaves a field that is given as null. */
    @Override
    public JsonNode merge(JsonNode before, String given) {
        return merged(before, mapper.readTree(given));
    }

    private JsonNode merged(JsonNode before, JsonNode given) {
        if (!(before instanceof ObjectNode old) || !(given instanceof ObjectNode)) {
            return given;
        }
        ObjectNode result = old.deepCopy();
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            String name = field.getKey();
            if (field.getValue().isNull()) {
                result.remove(name);
            } else if (result.has(name)) {
                result.set(name, merged(result.get(name), field.getValue()));
            } else {
                result.set(name, field.getValue());
            }
        }
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
