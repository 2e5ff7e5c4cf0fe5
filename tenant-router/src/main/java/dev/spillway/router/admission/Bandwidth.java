package dev.spillway.router.admission;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.router.tenancy.Directory;
import dev.spillway.router.tenancy.Tenant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many bytes of questions and answers a tenant moves through this router: a token bucket that
 * holds two seconds' worth. An answer's size is known only when it is there, so it may overdraw the
 * bucket; the tenant's next request then waits until nothing is owed.
 */
public final class Bandwidth {
    private static final double BURST_SECONDS = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTicker;
    private final Map<TenantId, Bucket> buckets = new ConcurrentHashMap<>();

    /** What is left in bytes, negative if owed, as it was at a time. */
    private record Bucket(double left, long atNanos) {
        Bucket refilled(double bytesPerSecond, long nowNanos) {
            double came = (nowNanos - atNanos) / NANOS_PER_SECOND * bytesPerSecond;
            return new Bucket(Math.min(BURST_SECONDS * bytesPerSecond, left + came), nowNanos);
        }
    }

    public Bandwidth(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /** The time until the tenant owes nothing; zero if it may go on now. */
    public Duration owed(Tenant tenant) {
        Bucket bucket = buckets.get(tenant.id());
        double rate = tenant.bytesPerSecond();
        if (bucket == null || rate == 0) {
            return Duration.ZERO;
        }
        double left = bucket.refilled(rate, nanoTicker.getAsLong()).left();
        return left >= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil(-left / rate * NANOS_PER_SECOND));
    }

    /** Counts what the tenant sent or got. */
    public void moved(Tenant tenant, String text) {
        double rate = tenant.bytesPerSecond();
        if (rate == 0) {
            return;
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        long now = nanoTicker.getAsLong();
        buckets.compute(
                tenant.id(),
                (id, before) -> {
                    Bucket bucket = before == null ? new Bucket(BURST_SECONDS * rate, now) : before;
                    Bucket refilled = bucket.refilled(rate, now);
                    return new Bucket(refilled.left() - bytes, now);
                });
    }

    /** Forgets tenants that went. */
    public void follow(Directory directory) {
        buckets.keySet().removeIf(tenant -> directory.tenant(tenant).isEmpty());
    }
}
