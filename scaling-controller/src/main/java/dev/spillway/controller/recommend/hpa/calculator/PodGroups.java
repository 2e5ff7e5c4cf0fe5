package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pods by what their samples are worth. In this order: those that go or failed are ignored, pending
 * ones unready, those without a sample missing; for CPU, those that are still starting are unready;
 * the rest count as ready.
 */
final class PodGroups {

    private int ready;
    private final Set<String> unready = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private final Set<String> ignored = new HashSet<>();

    private PodGroups() {}

    static PodGroups of(
            List<Pod> pods,
            Map<String, Sample> samples,
            String resource,
            Tuning tuning,
            Instant now) {
        PodGroups groups = new PodGroups();
        for (Pod pod : pods) {
            Sample sample = samples.get(pod.name());
            if (pod.deleted().isPresent() || pod.phase() == Pod.Phase.FAILED) {
                groups.ignored.add(pod.name());
            } else if (pod.phase() == Pod.Phase.PENDING) {
                groups.unready.add(pod.name());
            } else if (sample == null) {
                groups.missing.add(pod.name());
            } else if (resource.equals("cpu") && isStarting(pod, sample, tuning, now)) {
                groups.unready.add(pod.name());
            } else {
                groups.ready++;
            }
        }
        return groups;
    }

    private static boolean isStarting(Pod pod, Sample sample, Tuning tuning, Instant now) {
        if (pod.readiness().isEmpty() || pod.started().isEmpty()) {
            return true;
        }
        Instant started = pod.started().get();
        Pod.Readiness readiness = pod.readiness().get();
        boolean isUnready = readiness.status() == Pod.Status.FALSE;
        if (started.plus(tuning.cpuInitialization()).isAfter(now)) {
            return isUnready || sample.at().isBefore(readiness.since().plus(sample.window()));
        }
        return isUnready && started.plus(tuning.initialReadinessDelay()).isAfter(readiness.since());
    }

    int ready() {
        return ready;
    }

    Set<String> unready() {
        return unready;
    }

    Set<String> missing() {
        return missing;
    }

    Set<String> ignored() {
        return ignored;
    }
}
