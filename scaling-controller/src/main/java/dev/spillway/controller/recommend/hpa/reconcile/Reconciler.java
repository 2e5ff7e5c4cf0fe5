package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Gates;
import dev.spillway.controller.recommend.hpa.calculator.ReplicaCalculator;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.time.Instant;
import java.util.Set;

/**
 * Kubernetes' HPA controller, one round at a time: from a spec, the state the last round left and
 * what is found in the cluster to the replicas that are set, with all conditions and events.
 */
public final class Reconciler {

    private final Tuning tuning;
    private final Gates gates;
    private final Set<Fix> fixes;
    private final ReplicaCalculator calculator;

    public Reconciler(Tuning tuning, Gates gates, Set<Fix> fixes) {
        this.tuning = tuning;
        this.gates = gates;
        this.fixes = Set.copyOf(fixes);
        this.calculator = new ReplicaCalculator(tuning, gates, fixes);
    }

    /** With Kubernetes' defaults, and its quirks. */
    public Reconciler() {
        this(Tuning.DEFAULT, Gates.DEFAULT, Set.of());
    }

    /**
     * Goes one round.
     *
     * @param spec that should hold; {@code SpecProblems} says whether an API server would take it
     * @param state as the last round returned it, or {@link HpaState#NEW}
     * @param cluster as found
     * @param now the moment
     */
    public Reconciliation reconcile(HpaSpec spec, HpaState state, Cluster cluster, Instant now) {
        return new Round(spec, state, cluster, now, this).go();
    }

    Tuning tuning() {
        return tuning;
    }

    Gates gates() {
        return gates;
    }

    Set<Fix> fixes() {
        return fixes;
    }

    ReplicaCalculator calculator() {
        return calculator;
    }
}
