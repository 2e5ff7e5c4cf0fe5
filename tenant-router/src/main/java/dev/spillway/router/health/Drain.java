package dev.spillway.router.health;

import dev.spillway.router.dispatch.Dispatcher;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.Optional;

/**
 * The orderly end: not ready, nothing new, wait for those who wait, tell the rest. Stops before the
 * web server, which so still answers meanwhile.
 */
public final class Drain implements SmartLifecycle, Signal {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Dispatcher dispatcher;
    private final Duration patience;
    private volatile boolean running;
    private volatile boolean draining;

    public Drain(Dispatcher dispatcher, Duration patience) {
        this.dispatcher = dispatcher;
        this.patience = patience;
    }

    public boolean isDraining() {
        return draining;
    }

    @Override
    public Optional<String> trouble() {
        return draining ? Optional.of("shutting down") : Optional.empty();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        draining = true;
        log.info("ready -> draining: waiting at most {} for accepted requests", patience);
        dispatcher.drain(patience);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
