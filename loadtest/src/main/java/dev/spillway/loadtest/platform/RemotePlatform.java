package dev.spillway.loadtest.platform;

import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.TenantState;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A platform that somebody else started, in a cluster or anywhere: known by two addresses. */
public record RemotePlatform(URI router, ControllerClient controller) implements MeasuredPlatform {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Override
    public void noteMemory() {
        // Its processes are not seen from here.
    }

    @Override
    public OptionalLong peakMemoryBytes() {
        return OptionalLong.empty();
    }

    /**
     * Makes sure that a measurement would measure something.
     *
     * @param keys of the tenants that will ask, by name
     * @throws IOException says what is missing
     */
    public void check(Map<String, String> keys) throws IOException, InterruptedException {
        checkTenants(controller.snapshot(), keys);
        checkKeys(new TreeMap<>(keys));
    }

    private void checkTenants(Snapshot now, Map<String, String> keys) throws IOException {
        TreeSet<String> unknown = new TreeSet<>(keys.keySet());
        unknown.removeAll(
                now.tenants().stream().map(TenantState::name).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new IOException(
                    "the controller does not know "
                            + String.join(", ", unknown)
                            + ": apply their documents; of several controllers ask the one that leads");
        }
        if (now.ready() == 0) {
            throw new IOException("no worker of these tenants is ready");
        }
    }

    private void checkKeys(TreeMap<String, String> keys) throws IOException, InterruptedException {
        List<String> refused = new ArrayList<>();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (Map.Entry<String, String> key : keys.entrySet()) {
                int status = status(http, key.getValue());
                if (status == UNAUTHORIZED) {
                    refused.add(key.getKey());
                } else if (status != OK) {
                    throw new IOException(
                            "router " + router + " answers " + status + " to " + key.getKey());
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new IOException("the router refuses the keys of " + String.join(", ", refused));
        }
    }

    /** What the router says to a key where it need not ask a worker. */
    private int status(HttpClient http, String key) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(router.resolve("/v1/models"))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw ControllerClient.noAnswer("router " + router, e);
        }
    }
}
