package dev.spillway.controller.prometheus;

import dev.spillway.controller.status.Latencies;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Latencies by one instant query; without an answer there are none. */
public final class PrometheusLatencies implements Latencies {

    static final String QUERY =
            "histogram_quantile(0.95, sum by (tenant, le) (rate(http_request_duration_seconds_bucket[1m])))";

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusLatencies.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI query;
    private final ObjectMapper mapper;

    public PrometheusLatencies(URI server, ObjectMapper mapper) {
        String base = server.toString().replaceAll("/+$", "");
        this.query =
                URI.create(
                        base
                                + "/api/v1/query?query="
                                + URLEncoder.encode(QUERY, StandardCharsets.UTF_8));
        this.mapper = mapper;
    }

    @Override
    public Map<String, Double> p95SecondsByTenant() {
        try {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(query).timeout(PATIENCE).GET().build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? parse(response.body()) : Map.of();
        } catch (IOException | JacksonException e) {
            LOG.debug("no latencies from {}: {}", query.getHost(), e.toString());
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private Map<String, Double> parse(String body) {
        Map<String, Double> latencies = new TreeMap<>();
        for (JsonNode series : mapper.readTree(body).path("data").path("result")) {
            String tenant = series.path("metric").path("tenant").asString("");
            double seconds = number(series.path("value").path(1).asString(""));
            if (!tenant.isEmpty() && Double.isFinite(seconds)) {
                latencies.put(tenant, seconds);
            }
        }
        return latencies;
    }

    /** A quantile of nothing is written as NaN. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
