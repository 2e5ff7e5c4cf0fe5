package dev.spillway.controller.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;

/** On which nodes a pool's workers run. */
final class Placement {

    /** The region of a pool that may run anywhere. */
    private static final String ANYWHERE = "local";

    private Placement() {}

    /**
     * Rather not two on one node, but two on one node rather than none. The region is no wish:
     * workers wait for a node there rather than run elsewhere.
     */
    static Affinity affinity(Identity identity, String region) {
        AffinityBuilder affinity =
                new AffinityBuilder()
                        .withNewPodAntiAffinity()
                        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                        .withWeight(100)
                        .withNewPodAffinityTerm()
                        .withTopologyKey("kubernetes.io/hostname")
                        .withNewLabelSelector()
                        .withMatchLabels(identity.selector())
                        .endLabelSelector()
                        .endPodAffinityTerm()
                        .endPreferredDuringSchedulingIgnoredDuringExecution()
                        .endPodAntiAffinity();
        if (!region.equals(ANYWHERE)) {
            affinity.withNewNodeAffinity()
                    .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .addNewNodeSelectorTerm()
                    .addNewMatchExpression()
                    .withKey("topology.kubernetes.io/region")
                    .withOperator("In")
                    .withValues(region)
                    .endMatchExpression()
                    .endNodeSelectorTerm()
                    .endRequiredDuringSchedulingIgnoredDuringExecution()
                    .endNodeAffinity();
        }
        return affinity.build();
    }

    static TopologySpreadConstraint acrossZones(Identity identity) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("topology.kubernetes.io/zone")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(identity.selector())
                .endLabelSelector()
                .build();
    }
}
