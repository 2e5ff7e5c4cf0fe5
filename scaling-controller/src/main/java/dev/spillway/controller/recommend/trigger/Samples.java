package dev.spillway.controller.recommend.trigger;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads the metrics of an observation. */
final class Samples {

    private Samples() {}

    static Map<Metric, Sample> of(Fleet fleet, Load load, Optional<RequestRate> rate) {
        Map<Metric, Sample> samples = new EnumMap<>(Metric.class);
        samples.put(Metric.CPU_RATIO, mean(fleet, WorkerView::cpuRatio));
        samples.put(Metric.MEMORY_RATIO, mean(fleet, WorkerView::memoryRatio));
        samples.put(Metric.P95_MILLIS, p95(load));
        samples.put(Metric.WAITING, Sample.of((double) load.waiting()));
        samples.put(Metric.WAIT_SECONDS, wait(load));
        OptionalDouble perSecond = rate.map(RequestRate::perSecond).orElse(OptionalDouble.empty());
        samples.put(
                Metric.REQUESTS_PER_SECOND,
                perSecond.isPresent() ? Sample.of(perSecond.getAsDouble()) : Sample.MISSING);
        return samples;
    }

    /** Workers of which nothing is known may be idle, or busy without limit. */
    private static Sample mean(Fleet fleet, Function<WorkerView, OptionalDouble> use) {
        List<WorkerView> ready =
                fleet.workers().stream()
                        .filter(worker -> worker.state() == WorkerView.State.READY)
                        .toList();
        if (ready.isEmpty()) {
            return Sample.MISSING;
        }
        double sum = 0;
        boolean complete = true;
        for (WorkerView worker : ready) {
            OptionalDouble one = use.apply(worker);
            complete &= one.isPresent();
            sum += one.orElse(0);
        }
        // Sums of binary fractions miss the thresholds by their last digits: ten times 0.7 is not
        // 7.
        double mean = Math.round(sum / ready.size() * 1e9) / 1e9;
        return new Sample(mean, complete ? mean : Double.POSITIVE_INFINITY);
    }

    /** Without a single answer the latency is known only if there was nothing to answer. */
    private static Sample p95(Load load) {
        Optional<Duration> p95 = load.latency().map(Latency::p95);
        boolean idle = load.waiting() == 0 && load.inFlight() == 0;
        return p95.filter(time -> !time.isZero() || idle)
                .map(time -> Sample.of(time.toNanos() / 1e6))
                .orElse(Sample.MISSING);
    }

    private static Sample wait(Load load) {
        if (load.waiting() == 0) {
            return Sample.of(0);
        }
        return load.tenants().stream()
                .map(TenantLoad::oldestAge)
                .max(Duration::compareTo)
                .map(age -> Sample.of(age.toNanos() / 1e9))
                .orElse(Sample.MISSING);
    }
}
