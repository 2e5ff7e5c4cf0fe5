package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantStats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts what the queue, the actuator and the catalog say into the words of the policies. */
final class Observations {

    private static final Set<Tally> ARRIVALS =
            Set.of(
                    Tally.ACCEPTED,
                    Tally.REJECTED_RATE,
                    Tally.REJECTED_QUEUE,
                    Tally.REJECTED_DEADLINE,
                    Tally.REJECTED_SATURATED);

    private static final double LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

    private Observations() {}

    static Load load(
            DomainStats stats,
            List<Tenant> tenants,
            Map<String, AnswerTimes.AnswerTime> answerTimes) {
        Map<String, Tenant> byName =
                tenants.stream().collect(Collectors.toMap(Tenant::name, Function.identity()));
        List<TenantLoad> loads = new ArrayList<>();
        for (TenantStats each : stats.tenants()) {
            Tenant tenant = byName.get(each.tenant().value());
            if (tenant != null) {
                loads.add(tenantLoad(tenant, each));
            }
        }
        return new Load(
                stats.epoch(),
                stats.waiting(),
                stats.inFlightTotal(),
                loads,
                latency(tenants, answerTimes));
    }

    private static TenantLoad tenantLoad(Tenant tenant, TenantStats stats) {
        return new TenantLoad(
                tenant.name(),
                tenant.tier().weight(),
                tenant.p95Latency(),
                stats.waiting(),
                stats.inFlight(),
                notNegative(stats.oldestAge()),
                ARRIVALS.stream().mapToLong(tally -> stats.tallies().getOrDefault(tally, 0L)).sum(),
                notNegative(stats.serviceTime()),
                notNegative(stats.serviceDeviation()));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** The pool's mean by the tenants' rates, and the worst of their percentiles. */
    private static Optional<Latency> latency(
            List<Tenant> tenants, Map<String, AnswerTimes.AnswerTime> answerTimes) {
        double answers = 0;
        double seconds = 0;
        double worst = 0;
        for (Tenant tenant : tenants) {
            AnswerTimes.AnswerTime time = answerTimes.get(tenant.name());
            if (time != null && isUsable(time)) {
                answers += time.perSecond();
                seconds += time.perSecond() * time.meanSeconds();
                worst = Math.max(worst, time.p95Seconds());
            }
        }
        return answers > 0
                ? Optional.of(new Latency(duration(seconds / answers), duration(worst)))
                : Optional.empty();
    }

    /**
     * A quantile of nothing is not a number, and a broken exporter can say anything: no answer
     * takes no time at all.
     */
    private static boolean isUsable(AnswerTimes.AnswerTime time) {
        return isWithin(time.perSecond(), Double.MAX_VALUE)
                && isWithin(time.meanSeconds(), LONGEST_SECONDS)
                && isWithin(time.p95Seconds(), LONGEST_SECONDS);
    }

    private static boolean isWithin(double value, double most) {
        return value > 0 && value <= most;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /**
     * The workers there are.
     *
     * @param startup how long one takes to become ready
     */
    static Fleet fleet(int desired, List<Worker> workers, Duration startup, Instant now) {
        return new Fleet(
                desired, workers.stream().map(worker -> view(worker, startup, now)).toList());
    }

    private static WorkerView view(Worker worker, Duration startup, Instant now) {
        return new WorkerView(
                worker.id(),
                switch (worker.state()) {
                    case STARTING -> WorkerView.State.STARTING;
                    case READY -> WorkerView.State.READY;
                    case DRAINING -> WorkerView.State.DRAINING;
                },
                worker.started(),
                switch (worker.state()) {
                    case STARTING -> worker.started().map(at -> later(at.plus(startup), now));
                    case READY, DRAINING -> worker.ready();
                },
                OptionalDouble.empty());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    static Goal goal(Pool pool, Duration startup) {
        return new Goal(
                pool.targetQueueDepth(),
                pool.slotsPerWorker(),
                pool.minReplicas(),
                pool.maxReplicas(),
                startup);
    }
}
