package dev.spillway.controller.serve;

import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.loop.Observer;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.loop.Worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Every meter of the controller; {@code contracts/metrics-controller.yaml} lists them. */
final class ControllerMetrics implements Observer {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120)
    };

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> values = new ConcurrentHashMap<>();

    ControllerMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Phase phase : Phase.values()) {
            timer(name(phase));
        }
        timer("ready");
        configurationIsGood(true);
        directoryVersion(0);
    }

    @Override
    public void took(Phase phase, Duration time) {
        timer(name(phase)).record(time);
    }

    void readyAfter(Duration time) {
        timer("ready").record(time);
    }

    private Timer timer(String phase) {
        return Timer.builder("scaling.phase")
                .description("Time that a part of scaling took")
                .tag("phase", phase)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void decided(Decision decision) {
        Counter.builder("scaling.decisions")
                .description("Decisions by what they did and which bound had the last word")
                .tag("pool", decision.pool())
                .tag("direction", direction(decision))
                .tag("bound", name(decision.live().bound()))
                .register(registry)
                .increment();
        decision.shadow().ifPresent(shadow -> shadow(decision, shadow));
    }

    private void shadow(Decision decision, Choice<?> shadow) {
        Counter.builder("scaling.shadow.decisions")
                .description(
                        "Decisions of the policy in shadow by whether the live one did the same")
                .tag("pool", decision.pool())
                .tag("same", Boolean.toString(shadow.to() == decision.to()))
                .register(registry)
                .increment();
        gauge(
                "scaling.shadow.replicas",
                "Workers that the policy in shadow would have asked for",
                decision.pool(),
                shadow.to());
    }

    private static String direction(Decision decision) {
        int change = Integer.compare(decision.to(), decision.from());
        return change > 0 ? "up" : change < 0 ? "down" : "none";
    }

    @Override
    public void saw(PoolState state) {
        String pool = state.pool().name();
        replicas(pool, "desired", state.desired());
        for (Worker.State each : Worker.State.values()) {
            replicas(pool, name(each), state.count(each));
        }
        gauge(
                "scaling.paused",
                "1 while a person has fixed the number of workers, 0 otherwise",
                pool,
                state.pause().isPresent() ? 1 : 0);
        state.comparison()
                .ifPresent(
                        sums ->
                                gauge(
                                        "scaling.shadow.replica.seconds",
                                        "Worker seconds that the policy in shadow would have asked for beyond the live one",
                                        pool,
                                        Math.round(sums.workerSecondsMore())));
        if (state.comparison().isEmpty()) {
            noShadow(pool);
        }
    }

    /** A number of one pool. */
    private void gauge(String name, String help, String pool, long number) {
        values.computeIfAbsent(
                        name + "/" + pool + "/",
                        _ -> {
                            AtomicLong value = new AtomicLong();
                            Gauge.builder(name, value, AtomicLong::get)
                                    .description(help)
                                    .tag("pool", pool)
                                    .register(registry);
                            return value;
                        })
                .set(number);
    }

    /** Without a policy in shadow its series go. */
    private void noShadow(String pool) {
        if (values.keySet()
                .removeIf(key -> key.matches("scaling\\.shadow\\.[a-z.]+/" + pool + "/"))) {
            registry.getMeters().stream()
                    .filter(meter -> meter.getId().getName().startsWith("scaling.shadow."))
                    .filter(meter -> pool.equals(meter.getId().getTag("pool")))
                    .toList()
                    .forEach(registry::remove);
        }
    }

    private void replicas(String pool, String state, long count) {
        values.computeIfAbsent(
                        "scaling.replicas/" + pool + "/" + state,
                        _ -> {
                            AtomicLong value = new AtomicLong();
                            Gauge.builder("scaling.replicas", value, AtomicLong::get)
                                    .description("Workers of a pool by state")
                                    .tag("pool", pool)
                                    .tag("state", state)
                                    .register(registry);
                            return value;
                        })
                .set(count);
    }

    void workerEnded(String pool) {
        Counter.builder("scaling.worker.exits")
                .description("Workers that ended unasked")
                .tag("pool", pool)
                .register(registry)
                .increment();
    }

    void configurationIsGood(boolean good) {
        single(
                "scaling.configuration.valid",
                "1 while the documents are without mistake, 0 while an older state is kept",
                good ? 1 : 0);
    }

    void directoryVersion(long version) {
        single("scaling.directory.version", "Version of the published tenant directory", version);
    }

    private void single(String name, String help, long number) {
        values.computeIfAbsent(
                        name,
                        _ -> {
                            AtomicLong value = new AtomicLong();
                            Gauge.builder(name, value, AtomicLong::get)
                                    .description(help)
                                    .register(registry);
                            return value;
                        })
                .set(number);
    }

    /** A pool that is gone takes its series along. */
    @Override
    public void gone(String pool) {
        List<Meter> meters =
                registry.getMeters().stream()
                        .filter(meter -> pool.equals(meter.getId().getTag("pool")))
                        .toList();
        meters.forEach(registry::remove);
        values.keySet().removeIf(key -> key.matches("[a-z.]+/" + pool + "/.*"));
    }
}
