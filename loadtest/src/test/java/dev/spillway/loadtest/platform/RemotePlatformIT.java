package dev.spillway.loadtest.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** What cannot be measured is refused before a request is sent, in one line. */
class RemotePlatformIT {

    private static final Map<String, String> KEYS = Map.of("bank", "sk-bank", "choir", "sk-choir");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private HttpServer server;
    private String pools = "";
    private Map<String, Integer> statuses = Map.of();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/status",
                exchange -> answer(exchange, 200, "{\"pools\": [" + pools + "]}"));
        server.createContext(
                "/v1/models",
                exchange -> {
                    String key = exchange.getRequestHeaders().getFirst("Authorization");
                    answer(exchange, statuses.getOrDefault(key.replace("Bearer ", ""), 200), "{}");
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isMeasuredWhereEveryTenantIsServed() throws Exception {
        pools = pool("shared", 2, "bank", "choir") + "," + pool("another", 5, "stranger");

        platform(address()).check(KEYS);

        assertThat(platform(address()).controller().snapshot().ready())
                .as("workers of pools that none of the tenants has are not counted")
                .isEqualTo(2);
        assertThat(platform(address()).peakMemoryBytes()).isEmpty();
    }

    @Test
    void isRefusedWhereATenantIsMissing() {
        pools = pool("shared", 2, "bank");

        assertThatThrownBy(() -> platform(address()).check(KEYS))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the controller does not know choir: apply their documents;"
                                + " of several controllers ask the one that leads");
    }

    @Test
    void isRefusedWhereNoWorkerIsReady() {
        pools = pool("shared", 0, "bank", "choir");

        assertThatThrownBy(() -> platform(address()).check(KEYS))
                .isInstanceOf(IOException.class)
                .hasMessage("no worker of these tenants is ready");
    }

    @Test
    void isRefusedWhereTheRouterTakesNoneOfTheKeys() {
        pools = pool("shared", 2, "bank", "choir");
        statuses = Map.of("sk-bank", 401, "sk-choir", 401);

        assertThatThrownBy(() -> platform(address()).check(KEYS))
                .isInstanceOf(IOException.class)
                .hasMessage("the router refuses the keys of bank, choir");
    }

    @Test
    void isRefusedWhereTheRouterIsNotReady() {
        pools = pool("shared", 2, "bank", "choir");
        statuses = Map.of("sk-bank", 503);

        assertThatThrownBy(() -> platform(address()).check(KEYS))
                .isInstanceOf(IOException.class)
                .hasMessage("router " + address() + " answers 503 to bank");
    }

    @Test
    void isRefusedWhereNobodyListens() throws Exception {
        pools = pool("shared", 2, "bank", "choir");
        URI nobody = PlatformSettings.loopback(Ports.freePort(0));

        assertThatThrownBy(() -> platform(nobody).check(KEYS))
                .isInstanceOf(IOException.class)
                .hasMessage("router " + nobody + " does not answer");
    }

    private RemotePlatform platform(URI router) {
        return new RemotePlatform(
                router, new ControllerClient(address(), CLOCK).of(Set.copyOf(KEYS.keySet())));
    }

    private URI address() {
        return PlatformSettings.loopback(server.getAddress().getPort());
    }

    private static String pool(String name, int ready, String... tenants) {
        return "{\"name\": \"%s\", \"ready\": %d, \"tenants\": [{\"name\": \"%s\"}]}"
                .formatted(name, ready, String.join("\"}, {\"name\": \"", tenants));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
