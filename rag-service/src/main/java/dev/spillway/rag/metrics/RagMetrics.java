package dev.spillway.rag.metrics;

import dev.spillway.rag.embed.EmbeddingTally;
import dev.spillway.rag.worker.Outcome;
import dev.spillway.rag.worker.WorkTally;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** Everything the worker measures, as in {@code contracts/metrics-rag.yaml}. */
public final class RagMetrics implements EmbeddingTally, WorkTally {

    private static final Duration[] BUCKETS =
            DoubleStream.of(0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5, 10, 30)
                    .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                    .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer dwell =
            timer("rag.queue.dwell", "From enqueue to claim of the requests this worker claimed")
                    .register(registry);
    private final Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);
    private final Counter fromStore = embeddings("store");
    private final Counter fromModel = embeddings("model");
    private final Counter remembered = questions("remembered");
    private final Counter embedded = questions("embedded");

    public RagMetrics() {
        for (Outcome outcome : Outcome.values()) {
            durations.put(
                    outcome,
                    timer("rag.request.duration", "Time a request spent in a slot")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    private static Timer.Builder timer(String name, String help) {
        return Timer.builder(name).description(help).serviceLevelObjectives(BUCKETS);
    }

    private Counter embeddings(String source) {
        return Counter.builder("rag.passage.embeddings")
                .description("Passages whose vectors were needed, by where they came from")
                .tag("source", source)
                .register(registry);
    }

    private Counter questions(String result) {
        return Counter.builder("rag.question.embeddings")
                .description("Questions asked, by whether their vectors were still in memory")
                .tag("result", result)
                .register(registry);
    }

    /** Reads a number whenever the metrics are scraped. */
    public void gauge(String name, String help, Supplier<Number> number) {
        Gauge.builder(name, number).description(help).register(registry);
    }

    /** The metrics in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void fromStore(int vectors) {
        fromStore.increment(vectors);
    }

    @Override
    public void fromModel(int vectors) {
        fromModel.increment(vectors);
    }

    @Override
    public void question(boolean wasRemembered) {
        (wasRemembered ? remembered : embedded).increment();
    }

    @Override
    public void claimed(Duration waited) {
        dwell.record(waited);
    }

    @Override
    public void finished(Outcome outcome, Duration served) {
        Timer timer = durations.get(outcome);
        if (timer != null) {
            timer.record(served);
        }
    }
}
