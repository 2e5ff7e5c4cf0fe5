package dev.spillway.controller.kubernetes.reconcile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Pools that want a look: each by one thread at a time, several side by side, and again with a
 * growing pause while looking fails.
 */
final class PoolQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolQueue.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int SIDE_BY_SIDE = 16;

    /** When to look again without being told to; absent for not before something changes. */
    interface Look extends Function<String, Optional<Duration>> {}

    private enum State {
        QUEUED,
        RUNNING,
        /** Something changed while it ran. */
        AGAIN
    }

    private final Look look;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("pool-timer").factory());
    private final Semaphore turns = new Semaphore(SIDE_BY_SIDE);
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, String> troubles = new HashMap<>();
    private boolean closed;

    PoolQueue(Look look) {
        this.look = look;
    }

    /** Asks for a look at a pool; one that is due already counts for this too. */
    synchronized void add(String pool) {
        State state = states.get(pool);
        if (closed || state == State.QUEUED || state == State.AGAIN) {
            return;
        }
        if (state == State.RUNNING) {
            states.put(pool, State.AGAIN);
            return;
        }
        states.put(pool, State.QUEUED);
        Thread.ofVirtual().name("pool-" + pool).start(() -> run(pool));
    }

    private void run(String pool) {
        turns.acquireUninterruptibly();
        try {
            begin(pool);
            end(pool, attempt(pool));
        } finally {
            turns.release();
        }
    }

    private synchronized void begin(String pool) {
        states.put(pool, State.RUNNING);
    }

    private Optional<Duration> attempt(String pool) {
        try {
            Optional<Duration> again = look.apply(pool);
            forgive(pool);
            return again;
        } catch (RuntimeException e) {
            int count = blame(pool, String.valueOf(e.getMessage()));
            Duration pause = pause(count);
            LOG.warn(
                    "pool {} could not be brought in order ({}); trying again in {} ms",
                    pool,
                    e.getMessage(),
                    pause.toMillis());
            LOG.debug("pool {}", pool, e);
            return Optional.of(pause);
        }
    }

    /** What was wrong at the last look, if it failed. */
    synchronized Optional<String> trouble(String pool) {
        return Optional.ofNullable(troubles.get(pool));
    }

    private synchronized void forgive(String pool) {
        failures.remove(pool);
        troubles.remove(pool);
    }

    private synchronized int blame(String pool, String message) {
        troubles.put(pool, message);
        return failures.merge(pool, 1, Integer::sum);
    }

    static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private synchronized void end(String pool, Optional<Duration> again) {
        boolean changed = states.remove(pool) == State.AGAIN;
        if (closed) {
            return;
        }
        if (changed && failures.get(pool) == null) {
            add(pool);
        } else {
            again.ifPresent(
                    pause -> {
                        var _ =
                                timer.schedule(
                                        () -> add(pool), pause.toMillis(), TimeUnit.MILLISECONDS);
                    });
        }
    }

    /** Ends what is under way and begins nothing more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        timer.shutdownNow();
        turns.acquireUninterruptibly(SIDE_BY_SIDE);
    }
}
