package dev.spillway.controller.kubernetes.resource.status;

import java.util.List;
import java.util.Optional;

/**
 * The status of a custom resource.
 *
 * @param observedGeneration the generation of the spec that this is about
 * @param counts of its workers, if it has some of its own
 * @param conditions one of each type at most
 */
public record ResourceStatus(
        long observedGeneration, Optional<Counts> counts, List<Condition> conditions) {

    /** Before anything was said. */
    public static final ResourceStatus NONE = new ResourceStatus(0, Optional.empty(), List.of());

    public ResourceStatus {
        conditions = List.copyOf(conditions);
    }

    /** Numbers of workers. */
    public record Counts(int replicas, int readyReplicas, int desiredReplicas) {}

    Optional<Condition> condition(Condition.Type type) {
        return conditions.stream().filter(one -> one.type() == type).findFirst();
    }
}
