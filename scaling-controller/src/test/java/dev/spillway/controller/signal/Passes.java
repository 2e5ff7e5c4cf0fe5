package dev.spillway.controller.signal;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.loop.Reading;
import dev.spillway.controller.pause.Pause;
import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.TenantStats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Passes of a loop, and the time since the last one. */
public final class Passes {

    public static final Instant NOW = Instant.parse("2026-11-27T02:47:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final Signals signals = new Signals(nanos::get);

    public Signals signals() {
        return signals;
    }

    public void made(PoolState... pools) {
        signals.publish(List.of(pools), NOW);
    }

    public void later(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** A pool of up to 20 workers, 10 waiting requests and 16 in flight for each. */
    public static PoolState pool(String name, int min, int desired, long waiting, long inFlight) {
        return pool(name, min, desired, waiting, inFlight, NOW, Optional.empty());
    }

    public static PoolState pool(
            String name,
            int min,
            int desired,
            long waiting,
            long inFlight,
            Instant countedAt,
            Optional<Pause> pause) {
        Pool pool = PoolExamples.pool(name, min, 20, "deadline");
        return new PoolState(
                pool,
                List.of(),
                desired,
                List.of(),
                Optional.of(new Reading(stats(name, waiting, inFlight), countedAt)),
                Optional.empty(),
                Optional.empty(),
                pause);
    }

    /** Two tenants, of whom the first has all that waits but one request. */
    private static DomainStats stats(String pool, long waiting, long inFlight) {
        return new DomainStats(
                new Domain(pool),
                "1",
                NOW,
                Map.of(),
                Map.of(),
                List.of(
                        tenant(pool + "-a", Math.max(0, waiting - 1), inFlight),
                        tenant(pool + "-b", Math.min(1, waiting), 0)));
    }

    private static TenantStats tenant(String name, long waiting, long inFlight) {
        return new TenantStats(
                new TenantId(name),
                waiting,
                inFlight,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Map.of());
    }
}
