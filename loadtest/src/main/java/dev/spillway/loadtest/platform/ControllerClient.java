package dev.spillway.loadtest.platform;

import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;
import dev.spillway.loadtest.timeline.TenantState;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the controller's view of the pools. */
public final class ControllerClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI status;
    private final InstantSource clock;
    private final Optional<Set<String>> tenants;

    /** Looks at all pools there are. */
    public ControllerClient(URI controller, InstantSource clock) {
        this(controller, clock, Optional.empty());
    }

    private ControllerClient(URI controller, InstantSource clock, Optional<Set<String>> tenants) {
        this.status = controller.resolve("/api/v1/status");
        this.clock = clock;
        this.tenants = tenants;
    }

    /** Looks only at the pools of these tenants: whatever else the platform serves goes on. */
    public ControllerClient of(Set<String> some) {
        return new ControllerClient(status, clock, Optional.of(Set.copyOf(some)));
    }

    /** What the controller sees now; an exception when it cannot be asked. */
    public Snapshot snapshot() throws IOException, InterruptedException {
        return read(body());
    }

    /** The names of the pools. */
    List<String> pools() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        json.readTree(body())
                .path("pools")
                .forEach(pool -> names.add(pool.path("name").asString()));
        return names;
    }

    private String body() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(status).timeout(PATIENCE).build();
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw noAnswer("controller " + status, e);
        }
        if (response.statusCode() != 200) {
            throw new IOException("controller answered " + response.statusCode() + " to " + status);
        }
        return response.body();
    }

    /** One line; a refused connection comes without words. */
    static IOException noAnswer(String who, IOException why) {
        String reason = why.getMessage() == null ? "" : ": " + why.getMessage();
        return new IOException(who + " does not answer" + reason, why);
    }

    Snapshot read(String body) throws IOException {
        try {
            JsonNode pools = json.readTree(body).path("pools");
            List<TenantState> states = new ArrayList<>();
            int desired = 0;
            int running = 0;
            int ready = 0;
            for (JsonNode pool : pools) {
                List<TenantState> served =
                        pool.path("tenants").valueStream().map(ControllerClient::tenant).toList();
                if (!isWanted(served)) {
                    continue;
                }
                desired += pool.path("desired").asInt();
                running += pool.path("running").asInt();
                ready += pool.path("ready").asInt();
                states.addAll(served);
            }
            return new Snapshot(clock.instant(), desired, running, ready, states);
        } catch (JacksonException e) {
            throw new IOException(
                    "controller's status cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private boolean isWanted(List<TenantState> served) {
        return tenants.isEmpty()
                || served.stream().anyMatch(tenant -> tenants.get().contains(tenant.name()));
    }

    private static TenantState tenant(JsonNode tenant) {
        JsonNode tallies = tenant.path("tallies");
        return new TenantState(
                tenant.path("name").asString(),
                tenant.path("waiting").asInt(),
                tenant.path("inFlight").asInt(),
                new Tally(
                        tallies.path("accepted").asLong(),
                        tallies.path("answered").asLong(),
                        tallies.path("failed").asLong(),
                        tallies.path("expired").asLong(),
                        tallies.path("cancelled").asLong(),
                        tallies.path("dead").asLong()));
    }
}
