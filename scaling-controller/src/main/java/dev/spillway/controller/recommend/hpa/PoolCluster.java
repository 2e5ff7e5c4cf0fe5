package dev.spillway.controller.recommend.hpa;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.Pod;
import dev.spillway.controller.recommend.hpa.calculator.PodList;
import dev.spillway.controller.recommend.hpa.calculator.Sample;
import dev.spillway.controller.recommend.hpa.reconcile.Cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool shown as a Deployment with its pods and metrics. */
final class PoolCluster {

    private static final long REQUEST_MILLI = 1000;

    private final Observation seen;
    private final Duration cpuWindow;
    private final Instant now;

    PoolCluster(Observation seen, Duration cpuWindow, Instant now) {
        this.seen = seen;
        this.cpuWindow = cpuWindow;
        this.now = now;
    }

    Cluster of(List<HpaMetric> metrics) {
        Fleet fleet = seen.fleet();
        return Cluster.of(
                fleet.desired(),
                fleet.ready() + fleet.starting(),
                PodList.of(fleet.workers().stream().map(this::pod).toArray(Pod[]::new)),
                metrics.stream().map(this::reading).toArray(MetricReading[]::new));
    }

    /** A worker that starts is pending until it has used any processor time. */
    private Pod pod(WorkerView worker) {
        Instant started = worker.started().orElse(Instant.EPOCH);
        Pod pod =
                Pod.running(worker.id(), started, Map.of("cpu", REQUEST_MILLI))
                        .withReadiness(
                                Optional.of(
                                        new Pod.Readiness(
                                                Pod.Status.TRUE, worker.ready().orElse(started))));
        return switch (worker.state()) {
            case READY -> pod;
            case DRAINING -> pod.deletedAt(now);
            case STARTING ->
                    pod.withPhase(
                                    worker.cpuRatio().isPresent()
                                            ? Pod.Phase.RUNNING
                                            : Pod.Phase.PENDING)
                            .withReadiness(
                                    Optional.of(new Pod.Readiness(Pod.Status.FALSE, started)));
        };
    }

    private MetricReading reading(HpaMetric metric) {
        if (metric instanceof HpaMetric.Cpu) {
            return cpu();
        }
        return switch (seen.signal()) {
            case Signal.Missing _ -> new MetricReading.Failed("the load was never measured");
            case Signal.Stale(_, Duration age) ->
                    new MetricReading.Failed("the load is %s old".formatted(age));
            case Signal.Fresh(Load load, Duration age) -> reading(metric, load, now.minus(age));
        };
    }

    private MetricReading reading(HpaMetric metric, Load load, Instant at) {
        return switch (metric) {
            case HpaMetric.QueueDepth _ ->
                    new MetricReading.OfSeries(List.of(milli(load.waiting())), Optional.of(at));
            case HpaMetric.InFlight _ ->
                    everyReady(milli(load.inFlight()) / Math.max(1, seen.fleet().ready()), at);
            case HpaMetric.P95Latency(_, HpaMetric.Kind as) ->
                    load.latency()
                            .map(latency -> latency(latency, as, at))
                            .orElse(new MetricReading.Failed("latency is not measured"));
            case HpaMetric.Cpu _ -> cpu();
        };
    }

    private MetricReading latency(Latency latency, HpaMetric.Kind as, Instant at) {
        long milli = latency.p95().toMillis();
        return switch (as) {
            case OBJECT -> new MetricReading.OfObject(milli, Optional.of(at));
            case PODS -> everyReady(milli, at);
        };
    }

    private MetricReading everyReady(long valueMilli, Instant at) {
        Map<String, Sample> samples = new HashMap<>();
        seen.fleet().workers().stream()
                .filter(worker -> worker.state() == WorkerView.State.READY)
                .forEach(
                        worker ->
                                samples.put(
                                        worker.id(),
                                        new Sample(valueMilli, at, Sample.DEFAULT_WINDOW)));
        return samples.isEmpty()
                ? new MetricReading.Failed("no metrics returned from custom metrics API")
                : new MetricReading.OfPods(samples, Optional.of(at));
    }

    private MetricReading cpu() {
        Map<String, Sample> samples = new HashMap<>();
        for (WorkerView worker : seen.fleet().workers()) {
            worker.cpuRatio()
                    .ifPresent(
                            ratio ->
                                    samples.put(
                                            worker.id(),
                                            new Sample(
                                                    Math.round(ratio * REQUEST_MILLI),
                                                    now,
                                                    cpuWindow)));
        }
        return samples.isEmpty()
                ? new MetricReading.Failed("no metrics returned from resource metrics API")
                : new MetricReading.OfPods(samples, Optional.of(now));
    }

    private static long milli(long whole) {
        return Math.min(whole, Long.MAX_VALUE / 1000) * 1000;
    }
}
