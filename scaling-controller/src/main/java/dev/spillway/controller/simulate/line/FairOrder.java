package dev.spillway.controller.simulate.line;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Weighted start-time fair queueing (Goyal, Vin, Cheng 1996) as the platform's queue does it: the
 * waiting tenant with the smallest start tag is served, {@code V = max(V, tag)}, {@code tag +=
 * estimate / weight}; at completion {@code tag += (real - estimate) / weight}. A tenant that starts
 * to wait gets {@code tag = max(V, tag)}. Debt is capped at what passes in 30 s.
 */
final class FairOrder implements Order {

    private static final double FIRST_ESTIMATE_SECONDS = 0.1;
    private static final double NEWEST = 0.1;
    private static final double LONGEST_DEBT_SECONDS = 30;

    private final double[] weights;
    private final double[] tags;
    private final double[] estimates;
    private final DoubleSupplier busyWeight;
    private double virtualTime;

    /**
     * Begins with everyone equal.
     *
     * @param busyWeight weight of the tenants that have something waiting or in flight
     */
    FairOrder(double[] weights, DoubleSupplier busyWeight) {
        this.weights = weights.clone();
        this.tags = new double[weights.length];
        this.estimates = new double[weights.length];
        this.busyWeight = busyWeight;
        Arrays.fill(estimates, FIRST_ESTIMATE_SECONDS);
    }

    @Override
    public double turn(int tenant, Request oldest) {
        return tags[tenant];
    }

    @Override
    public void startsToWait(int tenant) {
        tags[tenant] = Math.max(virtualTime, tags[tenant]);
    }

    @Override
    public void claims(Request request) {
        int tenant = request.tenant();
        virtualTime = Math.max(virtualTime, tags[tenant]);
        request.estimateSeconds = estimates[tenant];
        tags[tenant] += request.estimateSeconds / weights[tenant];
    }

    @Override
    public void returns(Request request) {
        tags[request.tenant()] -= request.estimateSeconds / weights[request.tenant()];
    }

    @Override
    public void completes(Request request, double slotSeconds, int slots) {
        int tenant = request.tenant();
        double corrected = tags[tenant] + (slotSeconds - request.estimateSeconds) / weights[tenant];
        double busy = Math.max(busyWeight.getAsDouble(), weights[tenant]);
        tags[tenant] =
                Math.min(corrected, virtualTime + LONGEST_DEBT_SECONDS * Math.max(1, slots) / busy);
        estimates[tenant] += NEWEST * (slotSeconds - estimates[tenant]);
    }
}
