package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One calculation over samples of pods. Where a pod's sample is missing, it is filled in against
 * the direction of the change: as idle before a scale-up, as on target (or as using all it asked
 * for) before a scale-down.
 */
final class PerPod {

    private static final String NOTHING_USABLE =
            "did not receive metrics for targeted pods (pods might be unready)";

    private final Map<String, Sample> samples;
    private final Optional<Instant> at;
    private final String resource;
    private final Situation situation;
    private final Tuning tuning;
    private final Optional<Requests> requests;

    /** Against the requests of the pods. */
    PerPod(
            MetricReading.OfPods reading,
            String resource,
            Situation situation,
            Tuning tuning,
            Requests requests) {
        this(reading, resource, situation, tuning, Optional.of(requests));
    }

    /** As an average per pod. */
    PerPod(MetricReading.OfPods reading, String resource, Situation situation, Tuning tuning) {
        this(reading, resource, situation, tuning, Optional.empty());
    }

    private PerPod(
            MetricReading.OfPods reading,
            String resource,
            Situation situation,
            Tuning tuning,
            Optional<Requests> requests) {
        this.samples = new HashMap<>(reading.samples());
        this.at = reading.at();
        this.resource = resource;
        this.situation = situation;
        this.tuning = tuning;
        this.requests = requests;
    }

    Calculation towards(long target) {
        return switch (situation.pods()) {
            case PodList.Failed(String message) ->
                    new Calculation.Failed(ReplicaCalculator.noPods(message));
            case PodList.Found(var pods) when pods.isEmpty() ->
                    new Calculation.Failed(ReplicaCalculator.NO_PODS);
            case PodList.Found(var pods) -> towards(target, pods);
        };
    }

    private Calculation towards(long target, List<Pod> pods) {
        PodGroups groups = PodGroups.of(pods, samples, resource, tuning, situation.now());
        samples.keySet().removeAll(groups.ignored());
        samples.keySet().removeAll(groups.unready());
        if (samples.isEmpty()) {
            return new Calculation.Failed(NOTHING_USABLE);
        }
        Usage usage;
        try {
            usage =
                    requests.isPresent()
                            ? new Utilization(requests.get().of(pods), target)
                            : new Average(target);
        } catch (Requests.MissingException missing) {
            return new Calculation.Failed(missing.problem());
        }
        Optional<Level> level = usage.level();
        return level.isEmpty()
                ? new Calculation.Failed("no metrics returned matched known pods")
                : towards(usage, level.get(), groups);
    }

    private Calculation towards(Usage usage, Level level, PodGroups groups) {
        double ratio = level.ratio();
        boolean growsWithUnready = !groups.unready().isEmpty() && ratio > 1;
        if (!growsWithUnready && groups.missing().isEmpty()) {
            return situation.tolerance().covers(ratio)
                    ? keep(level)
                    : done((int) Math.ceil(ratio * groups.ready()), level);
        }
        if (ratio < 1) {
            groups.missing().forEach(pod -> fill(pod, usage.onTarget(pod)));
        } else if (ratio > 1) {
            groups.missing().forEach(pod -> fill(pod, 0));
        }
        if (growsWithUnready) {
            groups.unready().forEach(pod -> fill(pod, 0));
        }
        double filled = usage.level().orElseThrow().ratio();
        boolean turned = (ratio < 1 && filled > 1) || (ratio > 1 && filled < 1);
        if (situation.tolerance().covers(filled) || turned) {
            return keep(level);
        }
        int current = situation.specReplicas();
        int replicas = (int) Math.ceil(filled * samples.size());
        boolean backwards =
                (filled < 1 && replicas > current) || (filled > 1 && replicas < current);
        return backwards ? keep(level) : done(replicas, level);
    }

    private void fill(String pod, long valueMilli) {
        samples.put(pod, new Sample(valueMilli, Instant.EPOCH, Duration.ZERO));
    }

    private Calculation keep(Level level) {
        return done(situation.specReplicas(), level);
    }

    private Calculation done(int replicas, Level level) {
        return new Calculation.Done(replicas, level.percent(), level.averageMilli(), at);
    }

    /** Where the samples are, relative to the target. */
    private record Level(double ratio, OptionalInt percent, long averageMilli) {}

    private sealed interface Usage {

        /** Empty when no sample belongs to a known pod that asks for something. */
        Optional<Level> level();

        /** What a pod without a sample is taken to use before a scale-down. */
        long onTarget(String pod);
    }

    /** The samples' average, truncated. */
    private final class Average implements Usage {

        private final long target;

        Average(long target) {
            this.target = target;
        }

        @Override
        public Optional<Level> level() {
            long sum = 0;
            for (Sample sample : samples.values()) {
                sum += sample.valueMilli();
            }
            long average = sum / samples.size();
            return Optional.of(
                    new Level((double) average / (double) target, OptionalInt.empty(), average));
        }

        @Override
        public long onTarget(String pod) {
            return target;
        }
    }

    /** The samples' sum as a percentage of the requests' sum, truncated. */
    private final class Utilization implements Usage {

        private final Map<String, Long> requestsMilli;
        private final long targetPercent;

        Utilization(Map<String, Long> requestsMilli, long targetPercent) {
            this.requestsMilli = requestsMilli;
            this.targetPercent = targetPercent;
        }

        @Override
        public Optional<Level> level() {
            long used = 0;
            long requested = 0;
            int counted = 0;
            for (Map.Entry<String, Sample> entry : samples.entrySet()) {
                Long request = requestsMilli.get(entry.getKey());
                if (request != null) {
                    used += entry.getValue().valueMilli();
                    requested += request;
                    counted++;
                }
            }
            if (requested == 0) {
                return Optional.empty();
            }
            int percent = (int) (used * 100 / requested);
            double ratio = (double) percent / (double) targetPercent;
            return Optional.of(new Level(ratio, OptionalInt.of(percent), used / counted));
        }

        @Override
        public long onTarget(String pod) {
            return requestsMilli.getOrDefault(pod, 0L) * Math.max(100, targetPercent) / 100;
        }
    }
}
