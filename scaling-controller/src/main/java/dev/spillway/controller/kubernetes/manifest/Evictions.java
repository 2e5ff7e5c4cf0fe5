package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.Pool;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpecBuilder;

/**
 * How many of a pool's workers a node's drain may take at a time.
 *
 * <p>A small pool keeps one worker; a large one loses at most 30 %, rounded up, so that there is
 * always one that may go. A pool that may be down to one worker must let that one go, or the node
 * could never be emptied.
 */
final class Evictions {

    private static final int SMALL_POOL = 3;

    private Evictions() {}

    static PodDisruptionBudget budget(Identity identity, Pool pool) {
        PodDisruptionBudgetSpec spec =
                new PodDisruptionBudgetSpecBuilder()
                        .withNewSelector()
                        .withMatchLabels(identity.selector())
                        .endSelector()
                        // A worker that never became ready protects nothing.
                        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                        .build();
        if (pool.maxReplicas() > SMALL_POOL) {
            spec.setMaxUnavailable(new IntOrString("30%"));
        } else if (pool.minReplicas() > 1) {
            spec.setMinAvailable(new IntOrString(1));
        } else {
            spec.setMaxUnavailable(new IntOrString(1));
        }
        return new PodDisruptionBudgetBuilder()
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .withSpec(spec)
                .build();
    }
}
