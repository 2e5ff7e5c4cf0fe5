package dev.spillway.rag;

import dev.spillway.rag.embed.LazyModel;
import dev.spillway.rag.health.Readiness;
import dev.spillway.rag.http.ProbeServer.Page;
import dev.spillway.rag.metrics.RagMetrics;
import dev.spillway.rag.worker.WorkerLoop;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.function.Supplier;

/** What the worker shows of itself over HTTP. */
final class WorkerPages {

    private static final String JSON = "application/json";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Readiness readiness;
    private final WorkerLoop loop;
    private final LazyModel model;
    private final boolean loadModelWhenAsked;
    private final RagMetrics metrics;

    /**
     * Shows a worker.
     *
     * @param loadModelWhenAsked whether the first question for readiness loads the model: without
     *     it, a worker that is to load at first use but to be ready only with the model never would
     *     be
     */
    WorkerPages(
            Readiness readiness,
            WorkerLoop loop,
            LazyModel model,
            boolean loadModelWhenAsked,
            RagMetrics metrics) {
        this.readiness = readiness;
        this.loop = loop;
        this.model = model;
        this.loadModelWhenAsked = loadModelWhenAsked;
        this.metrics = metrics;
    }

    Map<String, Supplier<Page>> byPath() {
        return Map.of(
                "/metrics", () -> new Page(200, METRICS, metrics.scrape()),
                "/health", WorkerPages::alive,
                "/livez", WorkerPages::alive,
                "/readyz", this::ready);
    }

    private static Page alive() {
        return new Page(200, JSON, "{\"status\":\"up\"}");
    }

    private Page ready() {
        if (loadModelWhenAsked && !model.isLoaded()) {
            Thread.ofPlatform().name("model-loader").daemon().start(model::load);
        }
        if (loop.isDraining()) {
            return new Page(503, JSON, "{\"status\":\"draining\"}");
        }
        Readiness.Report report = readiness.report();
        return new Page(
                report.allMet() ? 200 : 503, JSON, JsonMapper.shared().writeValueAsString(report));
    }
}
