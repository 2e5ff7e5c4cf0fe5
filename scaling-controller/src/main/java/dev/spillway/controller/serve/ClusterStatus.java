package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.kubernetes.reconcile.ClusterWorkers;
import dev.spillway.controller.kubernetes.resource.ClusterCatalog;
import dev.spillway.controller.kubernetes.resource.ClusterResource;
import dev.spillway.controller.kubernetes.resource.status.PoolFacts;
import dev.spillway.controller.kubernetes.resource.status.StatusWriter;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.loop.Worker;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.yaml.Document;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says in the custom resources' status how their pools stand. */
final class ClusterStatus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStatus.class);
    private static final String ANY_REGION = "local";

    private final ClusterCatalog catalog;
    private final ClusterWorkers workers;
    private final StatusWriter writer;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("status").factory());
    private final AtomicBoolean busy = new AtomicBoolean();

    ClusterStatus(ClusterCatalog catalog, ClusterWorkers workers, StatusWriter writer) {
        this.catalog = catalog;
        this.workers = workers;
        this.writer = writer;
    }

    /** Writes what changed, on another thread; while that is at it, newer states wait. */
    void report(List<PoolState> pools, Instant now) {
        if (busy.compareAndSet(false, true)) {
            thread.execute(
                    () -> {
                        try {
                            write(pools, now);
                        } finally {
                            busy.set(false);
                        }
                    });
        }
    }

    private void write(List<PoolState> pools, Instant now) {
        Map<String, PoolState> byPool = new HashMap<>();
        Map<String, PoolState> byTenant = new HashMap<>();
        for (PoolState state : pools) {
            byPool.put(state.pool().name(), state);
            for (Tenant tenant : state.tenants()) {
                byTenant.put(tenant.name(), state);
            }
        }
        for (ClusterResource resource : catalog.resources()) {
            boolean isTenant = resource.id().kind() == Document.Kind.TENANT;
            boolean isPool = resource.id().kind() == Document.Kind.POOL;
            Optional<PoolState> state =
                    Optional.ofNullable(
                            isTenant
                                    ? byTenant.get(resource.id().name())
                                    : isPool ? byPool.get(resource.id().name()) : null);
            boolean owns =
                    state.filter(each -> each.pool().name().equals(resource.id().name()))
                            .isPresent();
            try {
                var _ = writer.write(resource, state.map(this::facts), owns, now);
            } catch (KubernetesClientException e) {
                LOG.debug("the status of {} could not be written", resource.id(), e);
            }
        }
    }

    private PoolFacts facts(PoolState state) {
        Pool pool = state.pool();
        int room = workers.room(pool);
        int waiting = workers.unplaceable(pool.name());
        return new PoolFacts(
                pool.minReplicas(),
                state.desired(),
                (int) state.running(),
                (int) state.count(Worker.State.READY),
                state.pause().map(Pause::replicas).map(OptionalInt::of).orElse(OptionalInt.empty()),
                workers.trouble(pool.name()),
                state.desired() > room
                        ? new PoolFacts.Quota.Limited(state.desired(), room)
                        : new PoolFacts.Quota.Within(),
                pool.region().equals(ANY_REGION)
                        ? new PoolFacts.Residency.Anywhere()
                        : waiting > 0
                                ? new PoolFacts.Residency.Pending(pool.region(), waiting)
                                : new PoolFacts.Residency.Satisfied(pool.region()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
