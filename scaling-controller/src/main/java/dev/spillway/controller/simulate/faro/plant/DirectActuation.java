package dev.spillway.controller.simulate.faro.plant;

import dev.spillway.controller.simulate.faro.control.Change;

import java.util.Arrays;
import java.util.List;

/**
 * Every change takes effect at once, also while others are under way; scale-ins come first. A
 * scale-in gives up starts before it takes active replicas away.
 */
public final class DirectActuation implements Actuation {

    private final Pods pods;
    private final int[] desired;

    /**
     * @param replicas of every tenant at the start
     */
    public DirectActuation(Pods pods, int tenants, int replicas) {
        this.pods = pods;
        desired = new int[tenants];
        Arrays.fill(desired, replicas);
    }

    @Override
    public void apply(List<Change> changes) {
        for (Change change : changes) {
            int tenant = change.tenant();
            desired[tenant] = Math.clamp(change.of(desired[tenant]), MIN_REPLICAS, MAX_REPLICAS);
            int tooMany = -missing(tenant);
            if (tooMany > 0) {
                pods.stop(tenant, tooMany - pods.cancel(tenant, tooMany));
            }
        }
        for (Change change : changes) {
            int missing = missing(change.tenant());
            if (missing > 0) {
                pods.start(change.tenant(), missing, () -> {});
            }
        }
    }

    private int missing(int tenant) {
        return desired[tenant] - pods.active(tenant) - pods.requested(tenant);
    }

    @Override
    public int desired(int tenant) {
        return desired[tenant];
    }
}
