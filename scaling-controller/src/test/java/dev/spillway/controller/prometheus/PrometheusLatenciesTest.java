package dev.spillway.controller.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

final class PrometheusLatenciesTest {

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> answer = new AtomicReference<>("");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.set(exchange.getRequestURI().getPath());
                    byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsEachTenantsLatency() {
        answer.set(
                """
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"tenant": "media"}, "value": [1767607200.1, "0.347"]},
                  {"metric": {"tenant": "idle"}, "value": [1767607200.1, "NaN"]}]}}
                """);

        assertThat(latencies()).isEqualTo(Map.of("media", 0.347));
        assertThat(asked).hasValue("/api/v1/query");
    }

    @Test
    void knowsNothingWhenTheAnswerIsOfAnotherKind() {
        answer.set("<html>");

        assertThat(latencies()).isEmpty();
    }

    @Test
    void knowsNothingWhenNobodyAnswers() {
        server.stop(0);

        assertThat(latencies()).isEmpty();
    }

    private Map<String, Double> latencies() {
        URI uri = URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
        return new PrometheusLatencies(uri, JsonMapper.shared()).p95SecondsByTenant();
    }
}
