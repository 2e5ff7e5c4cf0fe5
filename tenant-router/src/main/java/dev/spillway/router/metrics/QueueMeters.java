package dev.spillway.router.metrics;

import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.router.dispatch.Pools;
import dev.spillway.router.tenancy.Directory;
import dev.spillway.router.tenancy.Tenant;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The meters of every tenant's queue, there exactly as long as the tenant is. All routers of a pool
 * show the same numbers. What is not known now is shown as not a number, never as zero.
 */
final class QueueMeters {
    private final MeterRegistry registry;
    private final Pools pools;
    private final Map<Tenant, List<Meter>> meters = new HashMap<>();

    QueueMeters(MeterRegistry registry, Pools pools) {
        this.registry = registry;
        this.pools = pools;
    }

    synchronized void follow(Directory directory) {
        meters.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !directory.tenants().contains(entry.getKey());
                            if (gone) {
                                entry.getValue().forEach(registry::remove);
                            }
                            return gone;
                        });
        directory.tenants().forEach(tenant -> meters.computeIfAbsent(tenant, this::register));
    }

    private List<Meter> register(Tenant tenant) {
        List<Meter> registered = new ArrayList<>();
        registered.add(
                Gauge.builder("tenant.queue.depth", () -> number(tenant, TenantStats::waiting))
                        .description("Requests of the tenant that wait for a worker")
                        .tags(
                                "tenant",
                                tenant.id().value(),
                                "tier",
                                tenant.tier(),
                                "region",
                                tenant.region())
                        .register(registry));
        registered.add(
                gauge(
                        tenant,
                        "rag.queue.inflight",
                        "Requests of the tenant that a worker holds",
                        TenantStats::inFlight));
        registered.add(
                gauge(
                        tenant,
                        "rag.queue.oldest.age.seconds",
                        "How long the tenant's oldest waiting request has waited",
                        stats -> stats.oldestAge().toMillis() / 1000.0));
        for (Tally tally : Tally.values()) {
            registered.add(counter(tenant, tally));
        }
        return registered;
    }

    private Gauge gauge(
            Tenant tenant, String name, String help, ToDoubleFunction<TenantStats> value) {
        return Gauge.builder(name, () -> number(tenant, value))
                .description(help)
                .tag("tenant", tenant.id().value())
                .register(registry);
    }

    private FunctionCounter counter(Tenant tenant, Tally tally) {
        return FunctionCounter.builder(
                        "rag.requests",
                        this,
                        self -> number(tenant, stats -> stats.tallies().getOrDefault(tally, 0L)))
                .description("Requests of the tenant by what became of them")
                .tags(
                        "tenant",
                        tenant.id().value(),
                        "outcome",
                        tally.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private double number(Tenant tenant, ToDoubleFunction<TenantStats> value) {
        return pools.numbersOf(tenant).map(value::applyAsDouble).orElse(Double.NaN);
    }
}
