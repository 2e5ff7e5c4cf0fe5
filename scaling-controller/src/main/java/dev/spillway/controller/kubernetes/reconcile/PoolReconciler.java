package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.kubernetes.manifest.Owner;
import dev.spillway.controller.kubernetes.manifest.Quota;
import dev.spillway.controller.kubernetes.plan.Seen;
import dev.spillway.controller.kubernetes.plan.SizePlan;
import dev.spillway.controller.kubernetes.plan.Step;
import dev.spillway.controller.loop.Target;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings one pool's objects from what they are to what they shall be, from wherever they are. */
final class PoolReconciler {

    /** Watches say when something changed; this is for news that got lost. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(5);

    private static final int MOST_STEPS = 8;

    private final Blueprint blueprint;
    private final Owners owners;
    private final OwnedObjects owned;
    private final Applier applier;
    private final PoolSize sizes;

    PoolReconciler(
            Blueprint blueprint,
            Owners owners,
            OwnedObjects owned,
            Applier applier,
            PoolSize sizes) {
        this.blueprint = blueprint;
        this.owners = owners;
        this.owned = owned;
        this.applier = applier;
        this.sizes = sizes;
    }

    /** Returns when to look again without news; absent if all is as it shall be. */
    Optional<Duration> keep(Wanted wanted) {
        Pool pool = wanted.pool();
        Optional<Owner> owner = owners.owner(pool.name());
        if (owner.isEmpty()) {
            return Optional.of(SAFETY_NET);
        }
        owners.hold(owner.get());
        int ceiling = blueprint.mostPods(pool);
        Seen seen = sizes.seen(pool.name(), wanted.inFlight());
        int quota = seen.quotaPods().orElse(firstQuota(seen, size(wanted), ceiling));
        Target target = within(wanted.target(), ceiling);
        List<HasMetadata> objects =
                blueprint.objects(pool, owner.get(), quota(pool, quota), target);
        for (HasMetadata object : objects) {
            if (!applier.differs(object)) {
                continue;
            }
            if (object instanceof Deployment && !hasRoomForUpdate(wanted, owner.get())) {
                return Optional.of(SAFETY_NET);
            }
            HasMetadata became = applier.ensure(object);
            if (object instanceof Deployment && seen.replicas().isPresent()) {
                sizes.templateBecame(pool.name(), became);
            }
        }
        applier.removeAllBut(objects, pool.name());
        return resize(wanted, owner.get(), ceiling);
    }

    /** Admission must have taken note of the room for those that come beside those that go. */
    private boolean hasRoomForUpdate(Wanted wanted, Owner owner) {
        String pool = wanted.pool().name();
        Seen seen = sizes.seen(pool, wanted.inFlight());
        if (seen.replicas().isEmpty()) {
            return seen.admittedPods().isPresent();
        }
        int room = SizePlan.room(seen.beingUpdated(), seen.replicas().getAsInt());
        if (seen.quotaPods().orElse(0) < room) {
            setQuota(wanted, owner, room);
        }
        return seen.admittedPods().orElse(0) >= room;
    }

    /** Pods to have room for: an engine of the cluster's own may go to the end of its range. */
    private static int size(Wanted wanted) {
        return wanted.pool().engine() == Engine.DIRECT
                ? wanted.target().replicas()
                : wanted.target().most();
    }

    /** What the quota never admits is not held out to anybody. */
    private static Target within(Target target, int ceiling) {
        int most = Math.max(1, ceiling - SizePlan.SURGE);
        return new Target(
                Math.min(target.replicas(), most),
                Math.min(target.least(), most),
                Math.min(target.most(), most));
    }

    private static int firstQuota(Seen seen, int size, int ceiling) {
        return SizePlan.next(seen, size, ceiling) instanceof Step.SetQuota(int pods)
                ? pods
                : SizePlan.SURGE;
    }

    private Optional<Duration> resize(Wanted wanted, Owner owner, int ceiling) {
        Pool pool = wanted.pool();
        int target = size(wanted);
        Seen seen = sizes.seen(pool.name(), wanted.inFlight());
        for (int i = 0; i < MOST_STEPS; i++) {
            switch (SizePlan.next(seen, target, ceiling)) {
                case Step.SetQuota(int pods) -> setQuota(wanted, owner, pods);
                case Step.AwaitQuota _ -> {
                    return Optional.of(SAFETY_NET);
                }
                case Step.Mark(var pods) -> {
                    sizes.mark(pool.name(), pods, true);
                    seen = seen.marking(pods, true);
                    continue;
                }
                case Step.Unmark(var pods) -> {
                    sizes.mark(pool.name(), pods, false);
                    seen = seen.marking(pods, false);
                    continue;
                }
                case Step.Scale(int replicas) -> {
                    if (pool.engine() != Engine.DIRECT) {
                        return Optional.empty();
                    }
                    sizes.scale(pool.name(), replicas);
                }
                case Step.Done _ -> {
                    return Optional.empty();
                }
            }
            seen = sizes.seen(pool.name(), wanted.inFlight());
        }
        return Optional.of(SAFETY_NET);
    }

    private Quota quota(Pool pool, int pods) {
        return new Quota(pods, sizes.largest(pool));
    }

    private void setQuota(Wanted wanted, Owner owner, int pods) {
        Pool pool = wanted.pool();
        HasMetadata quota = blueprint.quota(pool, owner, quota(pool, pods));
        sizes.quotaBecame(pool.name(), pods, applier.write(quota));
    }

    /** The same for a pool that shall be no more: drains it, then removes everything. */
    Optional<Duration> remove(String pool) {
        Optional<Deployment> deployment = owned.only(Deployment.class, pool);
        Seen seen = sizes.seen(pool, Map.of());
        if (deployment.isPresent() && seen.replicas().orElse(0) > 0) {
            sizes.scale(pool, 0);
            return Optional.of(SAFETY_NET);
        }
        if (!seen.pods().isEmpty()) {
            return Optional.of(SAFETY_NET);
        }
        if (applier.removeNamespace(pool)) {
            return Optional.of(SAFETY_NET);
        }
        applier.forget(pool);
        sizes.forget(pool);
        owners.release(pool);
        return Optional.empty();
    }
}
