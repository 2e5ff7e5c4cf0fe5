package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.router.tenancy.Directory;
import dev.spillway.router.tenancy.Tenant;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The queues of all pools that the directory names. */
public final class Pools implements AutoCloseable {
    private final QueueFactory factory;
    private final RouterId router;
    private final LongSupplier nanoTicker;
    private final Map<Domain, Pool> pools = new ConcurrentHashMap<>();

    public Pools(QueueFactory factory, RouterId router, LongSupplier nanoTicker) {
        this.factory = factory;
        this.router = router;
        this.nanoTicker = nanoTicker;
    }

    /** Opens the queues of new pools and closes those of pools that went. */
    public void follow(Directory directory) {
        directory.pools().forEach(this::of);
        pools.entrySet().stream()
                .filter(entry -> !directory.pools().contains(entry.getKey()))
                .filter(entry -> entry.getValue().isIdle())
                .forEach(entry -> close(entry.getKey()));
    }

    Pool of(Domain domain) {
        return pools.computeIfAbsent(
                domain,
                name -> {
                    Pool pool = new Pool(factory.open(name), router, nanoTicker);
                    pool.start();
                    return pool;
                });
    }

    RouterId router() {
        return router;
    }

    /** A tenant's numbers, at most a few seconds old. */
    public Optional<TenantStats> numbersOf(Tenant tenant) {
        return Optional.ofNullable(pools.get(tenant.pool()))
                .flatMap(Pool::numbers)
                .flatMap(
                        stats ->
                                stats.tenants().stream()
                                        .filter(one -> one.tenant().equals(tenant.id()))
                                        .findFirst());
    }

    boolean isIdle() {
        return pools.values().stream().allMatch(Pool::isIdle);
    }

    void drain() {
        pools.values().forEach(Pool::drain);
    }

    private void close(Domain domain) {
        Pool pool = pools.remove(domain);
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public void close() {
        pools.keySet().forEach(this::close);
    }
}
