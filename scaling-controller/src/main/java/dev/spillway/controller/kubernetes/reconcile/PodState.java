package dev.spillway.controller.kubernetes.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a worker's pod is, by what its status says. */
final class PodState {

    private PodState() {}

    static dev.spillway.controller.kubernetes.plan.Pod.State of(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return dev.spillway.controller.kubernetes.plan.Pod.State.TERMINATING;
        }
        return readySince(pod).isPresent()
                ? dev.spillway.controller.kubernetes.plan.Pod.State.READY
                : dev.spillway.controller.kubernetes.plan.Pod.State.STARTING;
    }

    static Optional<Instant> createdAt(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).map(Instant::parse);
    }

    /** When it became ready, if it is. */
    static Optional<Instant> readySince(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "True".equals(ready.getStatus()))
                .map(ready -> Instant.parse(ready.getLastTransitionTime()));
    }

    /** Why it cannot be placed on a node, if it cannot. */
    static Optional<String> unschedulable(Pod pod) {
        return condition(pod, "PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .map(PodCondition::getMessage);
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        List<PodCondition> conditions =
                pod.getStatus() == null || pod.getStatus().getConditions() == null
                        ? List.of()
                        : pod.getStatus().getConditions();
        return conditions.stream().filter(each -> type.equals(each.getType())).findFirst();
    }
}
