package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.directory.DirectoryPublisher;
import dev.spillway.controller.loop.ControlLoop;
import dev.spillway.fairqueue.QueueUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Drives the loop: one pass a second on one thread, until the controller stops. */
final class Heartbeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LiveCatalog catalog;
    private final DirectoryPublisher directory;
    private final ControlLoop loop;
    private final Platform platform;
    private final ControllerMetrics metrics;
    private final InstantSource clock;
    private final Pulse pulse;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("control-loop").factory());

    private volatile boolean running;
    private String lastTrouble = "";

    Heartbeat(
            LiveCatalog catalog,
            DirectoryPublisher directory,
            ControlLoop loop,
            Platform platform,
            ControllerMetrics metrics,
            InstantSource clock) {
        this.catalog = catalog;
        this.directory = directory;
        this.loop = loop;
        this.platform = platform;
        this.metrics = metrics;
        this.clock = clock;
        this.pulse = new Pulse(clock.instant());
    }

    boolean isAlive() {
        return pulse.isAlive(clock.instant());
    }

    boolean isReady() {
        return pulse.isReady(clock.instant(), platform.acts());
    }

    private void pass() {
        Instant now = clock.instant();
        try {
            Catalog current = catalog.refresh();
            if (platform.acts()) {
                publish(current, now);
                loop.tick(current, now);
                platform.report(loop.states(), now);
            }
            pulse.passed(now);
            lastTrouble = "";
        } catch (RuntimeException e) {
            // A pass that fails must not end those to come; the same trouble is said once.
            if (!lastTrouble.equals(e.toString())) {
                LOG.error("a pass of the control loop failed; trying again each second", e);
            }
            lastTrouble = e.toString();
            pulse.failed(now);
        }
    }

    private void publish(Catalog current, Instant now) {
        try {
            directory.publish(current, now);
            metrics.directoryVersion(directory.version());
            pulse.published(now);
        } catch (QueueUnavailableException e) {
            LOG.debug("directory not published: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = thread.scheduleAtFixedRate(this::pass, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        var last = thread.submit(() -> platform.stop(clock.instant()));
        thread.shutdown();
        try {
            last.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("the workers could not be stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
