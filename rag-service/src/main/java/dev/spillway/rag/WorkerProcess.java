package dev.spillway.rag;

import dev.spillway.rag.embed.LazyModel;
import dev.spillway.rag.health.Heartbeat;
import dev.spillway.rag.health.Readiness;
import dev.spillway.rag.health.StartWatch;
import dev.spillway.rag.http.ProbeServer;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.metrics.RagMetrics;
import dev.spillway.rag.tenants.TenantSync;
import dev.spillway.rag.worker.Running;
import dev.spillway.rag.worker.WorkerLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Starts the worker's threads in their order, and at the end drains before it stops them. */
final class WorkerProcess implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final HttpSettings http;
    private final Parts parts;
    private final InstantSource time;
    private final ScheduledExecutorService clockwork =
            Executors.newScheduledThreadPool(
                    4, Thread.ofPlatform().name("clockwork-", 0).daemon().factory());
    private final StartWatch watch = new StartWatch();
    private volatile @Nullable ProbeServer server;
    private volatile @Nullable ScheduledFuture<?> watching;

    /** What the process consists of. */
    record Parts(
            WorkerSettings worker,
            RetrievalSettings retrieval,
            WorkerLoop loop,
            Running running,
            TenantSync tenants,
            Heartbeat redis,
            LazyModel model,
            Readiness readiness,
            ChunkIndex index,
            RagMetrics metrics) {}

    WorkerProcess(HttpSettings http, Parts parts, InstantSource time) {
        this.http = http;
        this.parts = parts;
        this.time = time;
    }

    @Override
    public void start() {
        watch.done("context", age());
        server = serve();
        measure();
        if (parts.retrieval().prewarmModel()) {
            Thread.ofPlatform().name("model-loader").daemon().start(parts.model()::load);
        }
        every(TICK, "Redis heartbeat", parts.redis()::tick);
        every(TICK, "tenant directory", parts.tenants()::tick);
        every(parts.worker().lease().dividedBy(3), "leases", parts.loop()::renewLeases);
        watching =
                clockwork.scheduleWithFixedDelay(
                        this::watchStart, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        // Not a daemon: it keeps the process alive.
        Thread.ofPlatform().name("worker-loop").start(parts.loop()::run);
    }

    private void watchStart() {
        watch.look(parts.readiness().report(), age())
                .ifPresent(
                        summary -> {
                            LOG.info(
                                    "{}; {} ms of processor time",
                                    summary,
                                    processorTime().toMillis());
                            ScheduledFuture<?> mine = watching;
                            if (mine != null) {
                                mine.cancel(false);
                            }
                        });
    }

    private Duration age() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(birth -> Duration.between(birth, time.instant()))
                .orElse(Duration.ZERO);
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private ProbeServer serve() {
        InetSocketAddress address = new InetSocketAddress(http.address(), http.port());
        if (address.isUnresolved()) {
            throw new StartupException(
                    "SERVER_ADDRESS is '%s'; it must be an address of this machine"
                            .formatted(http.address()));
        }
        WorkerPages pages =
                new WorkerPages(
                        parts.readiness(),
                        parts.loop(),
                        parts.model(),
                        parts.retrieval().readinessCheckModel()
                                && !parts.retrieval().prewarmModel(),
                        parts.metrics());
        try {
            ProbeServer started = ProbeServer.start(address, pages.byPath());
            LOG.info(
                    "worker {} of pool {} serves health and metrics on {}:{}",
                    parts.worker().id(),
                    parts.worker().pool(),
                    http.address(),
                    started.port());
            return started;
        } catch (IOException e) {
            throw new StartupException(
                    "SERVER_PORT %d on SERVER_ADDRESS %s cannot be served (%s); choose a free port"
                            .formatted(http.port(), http.address(), e.getMessage()),
                    e);
        }
    }

    private void measure() {
        RagMetrics metrics = parts.metrics();
        ChunkIndex index = parts.index();
        metrics.gauge(
                "rag.requests.in.flight",
                "Requests this worker works on",
                parts.running()::inFlight);
        metrics.gauge("rag.worker.slots", "Requests it can work on", parts.worker()::slots);
        metrics.gauge(
                "rag.index.chunks",
                "Chunks in the indexes of all tenants",
                () -> index.tenants().stream().mapToInt(index::chunks).sum());
        metrics.gauge("rag.index.tenants", "Tenants with an index", () -> index.tenants().size());
        metrics.gauge(
                "rag.model.loaded",
                "1 when the embedding model is loaded",
                () -> parts.model().isLoaded() ? 1 : 0);
        metrics.gauge(
                "rag.ready",
                "1 when the worker is ready",
                () -> parts.readiness().isReady() && !parts.loop().isDraining() ? 1 : 0);
    }

    private void every(Duration period, String name, Runnable task) {
        var _ =
                clockwork.scheduleWithFixedDelay(
                        () -> tick(name, task), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // A task that throws would never be called again. At the end, what it uses is closed.
            if (!clockwork.isShutdown()) {
                LOG.warn("{}: {}; trying again", name, e.toString());
            }
        }
    }

    @Override
    public void stop() {
        try {
            parts.loop().drain();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        clockwork.shutdownNow();
        ProbeServer started = server;
        if (started != null) {
            started.close();
        }
        server = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
