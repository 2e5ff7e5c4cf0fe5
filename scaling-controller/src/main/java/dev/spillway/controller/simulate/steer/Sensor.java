package dev.spillway.controller.simulate.steer;

import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.scenario.SignalPlan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a policy sees of a pool's load: late, noisy, and sometimes wrong. */
public final class Sensor {

    private final SignalPlan plan;
    private final List<Fault.Sight> faults;
    private final Gauge gauge;
    private final RandomGenerator random;
    private final Deque<Sample> travelling = new ArrayDeque<>();
    private final Map<String, Counter> counters = new HashMap<>();
    private Optional<Sample> visible = Optional.empty();
    private Optional<Sample> polled = Optional.empty();
    private Optional<Load> lastGood = Optional.empty();

    /** The truth. */
    public interface Gauge {
        Load read(long nanos);
    }

    /** One measurement; without a load when it could not be read. */
    private record Sample(Optional<Load> load, long takenNanos) {}

    /** A counter as it is and as it is shown. */
    private static final class Counter {
        long exact;
        double shown;
    }

    public Sensor(SignalPlan plan, List<Fault.Sight> faults, Gauge gauge, RandomGenerator random) {
        this.plan = plan;
        this.faults = List.copyOf(faults);
        this.gauge = gauge;
        this.random = random;
    }

    /** Collects numbers; they become visible later. */
    public void scrape(long nowNanos) {
        if (fault(nowNanos).map(Fault.Sight::kind).orElse(null) == Fault.Sight.Kind.FREEZE) {
            return;
        }
        travelling.addLast(new Sample(measured(nowNanos), nowNanos));
    }

    /** Fetches what is visible by now. */
    public void poll(long nowNanos) {
        if (plan.scrapeEvery().isZero()) {
            scrape(nowNanos);
        }
        long delay = plan.delay().toNanos();
        while (!travelling.isEmpty() && travelling.getFirst().takenNanos() + delay <= nowNanos) {
            visible = Optional.of(travelling.removeFirst());
        }
        polled = visible;
    }

    /**
     * What a decision gets to see.
     *
     * @param clockOffsetNanos how far the controller's clock is ahead of the truth
     */
    public Signal signal(long nowNanos, long clockOffsetNanos) {
        if (plan.pollEvery().isZero()) {
            poll(nowNanos);
        }
        if (polled.isEmpty() || polled.get().load().isEmpty()) {
            return new Signal.Missing();
        }
        long age = nowNanos - polled.get().takenNanos();
        // Numbers that are read at the decision are stamped by the same clock.
        Duration shown = Duration.ofNanos(age == 0 ? 0 : Math.max(0, age + clockOffsetNanos));
        Load load = polled.get().load().get();
        return shown.compareTo(plan.freshFor()) <= 0
                ? new Signal.Fresh(load, shown)
                : new Signal.Stale(load, shown);
    }

    /** Processor time as it is shown; not a number when nothing can be read. */
    public Optional<Double> shownCpu(double ratio, long nowNanos) {
        Optional<Fault.Sight> fault = fault(nowNanos);
        if (fault.isEmpty()) {
            return Optional.of(ratio * noise());
        }
        return switch (fault.get().kind()) {
            case FREEZE, STUCK -> Optional.empty();
            case ZERO -> Optional.of(0.0);
            case NAN -> Optional.of(Double.NaN);
            case SPIKE -> Optional.of(ratio * fault.get().amount());
            case LOST_SHARD -> Optional.of(ratio);
        };
    }

    private Optional<Fault.Sight> fault(long nowNanos) {
        for (Fault.Sight fault : faults) {
            if (fault.covers(nowNanos)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private double noise() {
        return plan.noiseRatio() == 0 ? 1 : 1 + plan.noiseRatio() * (2 * random.nextDouble() - 1);
    }

    private Optional<Load> measured(long nowNanos) {
        Load exact = gauge.read(nowNanos);
        Optional<Fault.Sight> fault = fault(nowNanos);
        if (fault.isEmpty()) {
            Load shown = plan.noiseRatio() == 0 && counters.isEmpty() ? exact : noisy(exact, 1);
            lastGood = Optional.of(shown);
            return lastGood;
        }
        return switch (fault.get().kind()) {
            // A frozen sensor does not get here.
            case FREEZE, STUCK -> lastGood.or(() -> Optional.of(exact));
            case ZERO -> Optional.of(zero(exact));
            case NAN -> Optional.empty();
            case SPIKE -> Optional.of(noisy(exact, fault.get().amount()));
            case LOST_SHARD -> Optional.of(withoutShard(exact, fault.get().amount()));
        };
    }

    private Load noisy(Load exact, double factor) {
        if (exact.tenants().isEmpty()) {
            return new Load(
                    exact.epoch(),
                    scaled(exact.waiting(), factor),
                    scaled(exact.inFlight(), factor),
                    List.of(),
                    exact.latency().map(latency -> scaled(latency, factor)));
        }
        long waiting = 0;
        long inFlight = 0;
        List<TenantLoad> tenants = new ArrayList<>(exact.tenants().size());
        for (TenantLoad tenant : exact.tenants()) {
            TenantLoad shown = scaled(tenant, factor);
            waiting += shown.waiting();
            inFlight += shown.inFlight();
            tenants.add(shown);
        }
        return new Load(
                exact.epoch(),
                waiting,
                inFlight,
                tenants,
                exact.latency().map(latency -> scaled(latency, factor)));
    }

    private TenantLoad scaled(TenantLoad tenant, double factor) {
        Counter counter = counters.computeIfAbsent(tenant.tenant(), _ -> startingAt(tenant));
        if (tenant.arrived() < counter.exact) {
            counter.exact = 0;
            counter.shown = 0;
        }
        // A counter shows noise in its growth, not in its whole.
        counter.shown += (tenant.arrived() - counter.exact) * factor * noise();
        counter.exact = tenant.arrived();
        return new TenantLoad(
                tenant.tenant(),
                tenant.weight(),
                tenant.deadline(),
                scaled(tenant.waiting(), factor),
                scaled(tenant.inFlight(), factor),
                scaled(tenant.oldestAge(), factor),
                Math.round(counter.shown),
                scaled(tenant.serviceMean(), factor),
                scaled(tenant.serviceDeviation(), factor));
    }

    private static Counter startingAt(TenantLoad tenant) {
        Counter counter = new Counter();
        counter.exact = tenant.arrived();
        counter.shown = tenant.arrived();
        return counter;
    }

    private long scaled(long number, double factor) {
        return Math.round(number * factor * noise());
    }

    private Duration scaled(Duration time, double factor) {
        return Duration.ofNanos(Math.round(time.toNanos() * factor * noise()));
    }

    private Latency scaled(Latency latency, double factor) {
        return new Latency(scaled(latency.mean(), factor), scaled(latency.p95(), factor));
    }

    private static Load zero(Load exact) {
        return new Load(
                exact.epoch(),
                0,
                0,
                exact.tenants().stream()
                        .map(
                                tenant ->
                                        new TenantLoad(
                                                tenant.tenant(),
                                                tenant.weight(),
                                                tenant.deadline(),
                                                0,
                                                0,
                                                Duration.ZERO,
                                                0,
                                                Duration.ZERO,
                                                Duration.ZERO))
                        .toList(),
                exact.latency().map(_ -> new Latency(Duration.ZERO, Duration.ZERO)));
    }

    private static Load withoutShard(Load exact, double ratio) {
        int size = exact.tenants().size();
        if (size < 2) {
            return new Load(
                    exact.epoch(),
                    Math.round(exact.waiting() * (1 - ratio)),
                    Math.round(exact.inFlight() * (1 - ratio)),
                    exact.tenants(),
                    exact.latency());
        }
        List<TenantLoad> left = exact.tenants().subList((int) Math.ceil(size * ratio), size);
        return new Load(
                exact.epoch(),
                left.stream().mapToLong(TenantLoad::waiting).sum(),
                left.stream().mapToLong(TenantLoad::inFlight).sum(),
                left,
                exact.latency());
    }
}
