package dev.spillway.controller.kubernetes.manifest;

import java.util.List;

/**
 * What an autoscaler of the cluster is told about a pool.
 *
 * @param minReplicas workers at least, at this moment
 * @param maxReplicas workers at most, at this moment
 * @param tenants whose waiting requests are the pool's
 */
public record Scaling(int minReplicas, int maxReplicas, List<String> tenants) {

    public Scaling {
        if (minReplicas < 0 || maxReplicas < 1 || minReplicas > maxReplicas) {
            throw new IllegalArgumentException(
                    "bounds are %d to %d; allowed are 0 <= min <= max and max >= 1"
                            .formatted(minReplicas, maxReplicas));
        }
        tenants = tenants.stream().sorted().toList();
    }
}
