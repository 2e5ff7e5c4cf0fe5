package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One case for the calculator: pods p0, p1, … and their samples. */
final class Case {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant TAKEN = NOW.minusSeconds(20);

    private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));

    private final List<Pod> pods = new ArrayList<>();
    private final Map<String, Sample> samples = new HashMap<>();
    private int current;
    private int status = -1;
    private Tolerance tolerance = Tolerance.of(0.1);
    private Gates gates = Gates.DEFAULT;
    private Set<Fix> fixes = Set.of();

    static Case from(int current) {
        Case created = new Case();
        created.current = current;
        return created;
    }

    Case status(int replicas) {
        status = replicas;
        return this;
    }

    Case tolerance(double down, double up) {
        tolerance = new Tolerance(down, up);
        return this;
    }

    Case gates(Gates newGates) {
        gates = newGates;
        return this;
    }

    Case fixes(Fix... newFixes) {
        fixes = Set.of(newFixes);
        return this;
    }

    /** Ready pods that ask for 1000m of everything, with these samples. */
    Case ready(long... values) {
        for (long value : values) {
            pod(value, pod -> pod);
        }
        return this;
    }

    Case pod(long value, UnaryOperator<Pod> change) {
        return pod(value, 1000, change);
    }

    Case pod(long value, long request, UnaryOperator<Pod> change) {
        String name = "p" + pods.size();
        missing(request, change);
        samples.put(name, new Sample(value, TAKEN, Duration.ofMinutes(1)));
        return this;
    }

    Case missing(int count) {
        for (int i = 0; i < count; i++) {
            missing(1000, pod -> pod);
        }
        return this;
    }

    Case missing(long request, UnaryOperator<Pod> change) {
        Pod pod =
                Pod.running("p" + pods.size(), LONG_AGO, Map.of("cpu", request, "memory", request));
        pods.add(change.apply(pod));
        return this;
    }

    Case stray(String name, long value) {
        samples.put(name, new Sample(value, TAKEN, Duration.ofMinutes(1)));
        return this;
    }

    Case pending(int count) {
        for (int i = 0; i < count; i++) {
            missing(1000, pod -> pod.withPhase(Pod.Phase.PENDING));
        }
        return this;
    }

    Calculation utilization(int target) {
        return utilization("cpu", Optional.empty(), target);
    }

    Calculation utilization(String resource, Optional<String> container, int target) {
        return calculator()
                .resourceUtilization(resource, container, target, reading(), situation());
    }

    Calculation usage(String resource, long target) {
        return calculator().resourceUsage(resource, target, reading(), situation());
    }

    Calculation podsAverage(long target) {
        return calculator().podsAverage("qps", target, reading(), situation());
    }

    Calculation objectValue(long value, long target) {
        return calculator()
                .objectValue(
                        "qps",
                        "Deployment",
                        "web",
                        target,
                        new MetricReading.OfObject(value, Optional.of(TAKEN)),
                        situation());
    }

    Calculation objectAverage(long value, long target) {
        return calculator()
                .objectAverage(
                        "qps",
                        "Deployment",
                        "web",
                        target,
                        new MetricReading.OfObject(value, Optional.of(TAKEN)),
                        situation());
    }

    Calculation externalValue(long target, Long... values) {
        return calculator()
                .externalValue(
                        "qps",
                        "nil",
                        target,
                        MetricsApi.external(List.of(values), TAKEN),
                        situation());
    }

    Calculation externalAverage(long target, Long... values) {
        return calculator()
                .externalAverage(
                        "qps",
                        "nil",
                        target,
                        MetricsApi.external(List.of(values), TAKEN),
                        situation());
    }

    ReplicaCalculator calculator() {
        return new ReplicaCalculator(Tuning.OF_UPSTREAM_TESTS, gates, fixes);
    }

    MetricReading reading() {
        return new MetricReading.OfPods(samples, Optional.of(TAKEN));
    }

    Situation situation() {
        return situation(new PodList.Found(pods));
    }

    Situation situation(PodList list) {
        return new Situation(
                "default", current, status < 0 ? current : status, list, tolerance, NOW);
    }

    static int replicas(Calculation calculation) {
        return ((Calculation.Done) calculation).replicas();
    }
}
