package dev.spillway.controller.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.status.Status;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the controller that leads answers. */
public record Rest(ClusterUnderTest cluster) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A decision that changed a pool's size. */
    public record Change(Instant at, int from, int to) {}

    public Optional<Status.PoolStatus> pool(String name) {
        return MAPPER.readValue(get("/api/v1/status").body(), Status.class).pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst();
    }

    /** All changes of a pool's size since then, the oldest first. */
    public List<Change> changes(String pool, Instant since) {
        HttpResponse<String> answer = get("/api/v1/pools/%s/decisions?limit=200".formatted(pool));
        if (answer.statusCode() != 200) {
            return List.of();
        }
        return MAPPER.readTree(answer.body())
                .valueStream()
                .map(Rest::change)
                .filter(change -> change.from() != change.to() && change.at().isAfter(since))
                .sorted(java.util.Comparator.comparing(Change::at))
                .toList();
    }

    private static Change change(JsonNode decision) {
        JsonNode live = decision.required("live");
        return new Change(
                Instant.parse(decision.required("at").asString()),
                live.required("before").required("desired").asInt(),
                live.required("to").asInt());
    }

    public String explain(String pool) {
        return get("/api/v1/explain/" + pool).body();
    }

    public Status.PoolStatus order(String pool, String body) {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(
                                        cluster.leader()
                                                .resolve("/api/v1/pools/%s/orders".formatted(pool)))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readValue(answer.body(), Status.PoolStatus.class);
    }

    /** What the controller that does not lead says of all pools. */
    public HttpResponse<String> statusOfStandby() {
        return send(HttpRequest.newBuilder(cluster.standby().resolve("/api/v1/status")));
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(cluster.leader().resolve(path)));
    }

    static boolean answers(URI address) {
        try {
            return send(HttpRequest.newBuilder(address.resolve("/readyz"))).statusCode() == 200;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(
                    request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
