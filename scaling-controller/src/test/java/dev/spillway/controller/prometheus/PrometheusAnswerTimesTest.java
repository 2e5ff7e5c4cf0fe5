package dev.spillway.controller.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.spillway.controller.loop.AnswerTimes.AnswerTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

final class PrometheusAnswerTimesTest {

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private HttpServer server;
    private PrometheusAnswerTimes times;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/query",
                exchange -> {
                    String query =
                            URLDecoder.decode(
                                    exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
                    byte[] body =
                            answers.getOrDefault(query.replaceFirst("^query=", ""), "<html>")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        URI uri = URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
        times = new PrometheusAnswerTimes(uri, JsonMapper.shared(), nanos::get);
    }

    @AfterEach
    void stop() {
        times.close();
        server.stop(0);
    }

    @Test
    void readsEachTenantsTimes() {
        askSomebodyWhoKnows();

        assertThat(times.byTenant()).isEqualTo(Map.of("media", new AnswerTime(20, 0.2, 0.347)));
    }

    @Test
    void forgetsWhatIsOld() {
        askSomebodyWhoKnows();
        server.stop(0);
        nanos.set(PrometheusAnswerTimes.USABLE_FOR.toNanos());
        times.ask();
        assertThat(times.byTenant()).isNotEmpty();
        nanos.incrementAndGet();

        assertThat(times.byTenant()).isEmpty();
    }

    @Test
    void knowsNothingWhenTheAnswerIsOfAnotherKind() {
        times.ask();

        assertThat(times.byTenant()).isEmpty();
    }

    private void askSomebodyWhoKnows() {
        answers.put(PrometheusAnswerTimes.P95, vector("0.347", "NaN"));
        answers.put(PrometheusAnswerTimes.SECONDS, vector("4", "0"));
        answers.put(PrometheusAnswerTimes.ANSWERS, vector("20", "0"));
        times.ask();
    }

    private static String vector(String media, String idle) {
        return """
        {"status": "success", "data": {"resultType": "vector", "result": [
          {"metric": {"tenant": "media"}, "value": [1767607200.1, "%s"]},
          {"metric": {"tenant": "idle"}, "value": [1767607200.1, "%s"]}]}}
        """
                .formatted(media, idle);
    }
}
