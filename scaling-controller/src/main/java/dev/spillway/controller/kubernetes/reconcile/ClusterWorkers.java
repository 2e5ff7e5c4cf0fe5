package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.kubernetes.plan.Pod.State;
import dev.spillway.controller.kubernetes.plan.SizePlan;
import dev.spillway.controller.loop.Actuator;
import dev.spillway.controller.loop.Target;
import dev.spillway.controller.loop.Worker;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs workers as pods. What the loop wants is kept as a number; other threads bring the cluster
 * there, so the loop never waits for it.
 */
public final class ClusterWorkers implements Actuator, AutoCloseable {

    private final Blueprint blueprint;
    private final Owners owners;
    private final OwnedObjects owned;
    private final PoolReconciler reconciler;
    private final PoolQueue queue;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
    private final Set<String> unwanted = ConcurrentHashMap.newKeySet();

    /** Returns once everything of ours in the cluster was read. */
    public ClusterWorkers(KubernetesClient client, Blueprint blueprint, Owners owners) {
        this.blueprint = blueprint;
        this.owners = owners;
        this.queue = new PoolQueue(this::look);
        this.owned = new OwnedObjects(client, this::changed);
        Applier applier = new Applier(client, owned);
        this.reconciler =
                new PoolReconciler(blueprint, owners, owned, applier, new PoolSize(client, owned));
    }

    /** Only what the loop has spoken of is touched: after a start it may not have come that far. */
    private void changed(String pool) {
        if (wanted.containsKey(pool) || unwanted.contains(pool)) {
            queue.add(pool);
        }
    }

    private Optional<Duration> look(String pool) {
        Wanted all = wanted.get(pool);
        if (all != null) {
            return reconciler.keep(all);
        }
        if (!unwanted.contains(pool)) {
            return Optional.empty();
        }
        Optional<Duration> again = reconciler.remove(pool);
        if (again.isEmpty()) {
            unwanted.remove(pool);
        }
        return again;
    }

    @Override
    public void apply(Pool pool, Target target, Map<String, Integer> inFlight, Instant now) {
        Wanted next = new Wanted(pool, target, inFlight);
        Wanted last = wanted.put(pool.name(), next);
        unwanted.remove(pool.name());
        if (last == null || !last.asksForTheSameAs(next)) {
            queue.add(pool.name());
        }
    }

    @Override
    public boolean leavesTheChoice(Pool pool) {
        return blueprint.leavesTheChoice(pool);
    }

    @Override
    public void retire(String pool, Instant now) {
        if (owners.isInDoubt(pool)) {
            return;
        }
        wanted.remove(pool);
        if (unwanted.add(pool)) {
            queue.add(pool);
        }
    }

    @Override
    public List<Worker> workers(String pool) {
        return owned.of(Pod.class, pool).stream().map(ClusterWorkers::worker).toList();
    }

    private static Worker worker(Pod pod) {
        State state = PodState.of(pod);
        return new Worker(
                pod.getMetadata().getName(),
                switch (state) {
                    case STARTING -> Worker.State.STARTING;
                    case READY -> Worker.State.READY;
                    case TERMINATING -> Worker.State.DRAINING;
                },
                PodState.createdAt(pod),
                PodState.readySince(pod));
    }

    /** Workers of a pool that no node can take. */
    public int unplaceable(String pool) {
        return (int)
                owned.of(Pod.class, pool).stream()
                        .filter(pod -> PodState.unschedulable(pod).isPresent())
                        .count();
    }

    /** Workers that a pool's share of the cluster has room for. */
    public int room(Pool pool) {
        return blueprint.mostPods(pool) - SizePlan.SURGE;
    }

    /** Why a pool could not be brought in order at the last look, if it could not. */
    public Optional<String> trouble(String pool) {
        return queue.trouble(pool);
    }

    @Override
    public Set<String> pools() {
        return owned.pools();
    }

    /** Lets go; the workers go on. */
    @Override
    public void close() {
        queue.close();
        owned.close();
    }
}
