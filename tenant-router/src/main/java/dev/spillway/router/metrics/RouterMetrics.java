package dev.spillway.router.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of HTTP requests: their names, labels and buckets. */
final class RouterMetrics {
    static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(350),
        Duration.ofMillis(500),
        Duration.ofMillis(750),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<Route, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final Map<Ended, Meters> ended = new ConcurrentHashMap<>();
    private final Map<Failed, Counter> failed = new ConcurrentHashMap<>();

    /** Where a request goes. */
    record Route(String method, String endpoint) {}

    private record Ended(Route route, int status) {}

    private record Failed(Route route, String errorType) {}

    private record Meters(Timer duration, Counter total) {}

    RouterMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    AtomicInteger inFlight(Route route) {
        return inFlight.computeIfAbsent(route, this::registerInFlight);
    }

    void ended(Route route, int status, long nanos) {
        Meters meters = ended.computeIfAbsent(new Ended(route, status), this::registerEnded);
        meters.duration().record(nanos, TimeUnit.NANOSECONDS);
        meters.total().increment();
    }

    /**
     * Counts a request that went wrong.
     *
     * @param errorType {@code http_} and the status, or the class of an exception nobody expected
     */
    void failed(Route route, String errorType) {
        failed.computeIfAbsent(new Failed(route, errorType), this::registerFailed).increment();
    }

    private AtomicInteger registerInFlight(Route route) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("http.requests.in.flight", count, AtomicInteger::get)
                .description("Requests that are being served")
                .tags("method", route.method(), "endpoint", route.endpoint())
                .register(registry);
        return count;
    }

    private Meters registerEnded(Ended key) {
        String[] tags = {
            "method", key.route().method(),
            "endpoint", key.route().endpoint(),
            "status", Integer.toString(key.status())
        };
        return new Meters(
                Timer.builder("http.request.duration")
                        .description("Time from the request's arrival to the end of its response")
                        .serviceLevelObjectives(BUCKETS)
                        .tags(tags)
                        .register(registry),
                Counter.builder("http.requests")
                        .description("Requests served")
                        .tags(tags)
                        .register(registry));
    }

    private Counter registerFailed(Failed key) {
        return Counter.builder("http.request.errors")
                .description("Requests that ended with a status of 400 or more")
                .tags(
                        "method",
                        key.route().method(),
                        "endpoint",
                        key.route().endpoint(),
                        "error_type",
                        key.errorType())
                .register(registry);
    }
}
