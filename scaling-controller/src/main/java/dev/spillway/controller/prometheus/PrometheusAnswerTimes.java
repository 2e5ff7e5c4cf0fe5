package dev.spillway.controller.prometheus;

import dev.spillway.controller.loop.AnswerTimes;

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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answer times by instant queries, asked every few seconds beside the loop, which never waits for
 * them. What is older than {@link #USABLE_FOR} is no longer told.
 */
public final class PrometheusAnswerTimes implements AnswerTimes, AutoCloseable {

    static final String P95 =
            "histogram_quantile(0.95, sum by (tenant, le) (rate(http_request_duration_seconds_bucket[1m])))";
    static final String SECONDS = "sum by (tenant) (rate(http_request_duration_seconds_sum[1m]))";
    static final String ANSWERS = "sum by (tenant) (rate(http_request_duration_seconds_count[1m]))";

    static final Duration USABLE_FOR = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusAnswerTimes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private record Measured(Map<String, AnswerTime> byTenant, long nanos) {}

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("prometheus").factory());
    private final String server;
    private final ObjectMapper mapper;
    private final LongSupplier nanoTicker;
    private volatile Measured latest;

    public PrometheusAnswerTimes(URI server, ObjectMapper mapper, LongSupplier nanoTicker) {
        this.server = server.toString().replaceAll("/+$", "");
        this.mapper = mapper;
        this.nanoTicker = nanoTicker;
        this.latest = new Measured(Map.of(), nanoTicker.getAsLong());
    }

    /** Asks from now on. */
    public void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Map<String, AnswerTime> byTenant() {
        Measured measured = latest;
        boolean old = nanoTicker.getAsLong() - measured.nanos() > USABLE_FOR.toNanos();
        return old ? Map.of() : measured.byTenant();
    }

    /** Asks once; without an answer, what was known grows older. */
    void ask() {
        try {
            Map<String, Double> p95 = query(P95);
            Map<String, Double> seconds = query(SECONDS);
            Map<String, Double> answers = query(ANSWERS);
            Map<String, AnswerTime> times = new TreeMap<>();
            answers.forEach(
                    (tenant, perSecond) -> {
                        Double quantile = p95.get(tenant);
                        Double sum = seconds.get(tenant);
                        if (perSecond > 0 && quantile != null && sum != null) {
                            times.put(tenant, new AnswerTime(perSecond, sum / perSecond, quantile));
                        }
                    });
            latest = new Measured(Map.copyOf(times), nanoTicker.getAsLong());
        } catch (IOException | JacksonException e) {
            LOG.debug("no answer times from {}: {}", server, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Double> query(String query) throws IOException, InterruptedException {
        URI uri =
                URI.create(
                        server
                                + "/api/v1/query?query="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        Map<String, Double> values = new TreeMap<>();
        for (JsonNode series : mapper.readTree(response.body()).path("data").path("result")) {
            String tenant = series.path("metric").path("tenant").asString("");
            double value = number(series.path("value").path(1).asString(""));
            if (!tenant.isEmpty() && Double.isFinite(value)) {
                values.put(tenant, value);
            }
        }
        return values;
    }

    /** A quantile of nothing is written as NaN. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.shutdownNow();
    }
}
