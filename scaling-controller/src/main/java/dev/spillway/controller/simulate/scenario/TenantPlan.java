package dev.spillway.controller.simulate.scenario;

import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Work;

import java.util.List;

/**
 * A tenant in a scenario.
 *
 * @param pool that serves it
 * @param weight its share of the pool, relative to the pool's other tenants
 * @param deadlineNanos an answer later than that is a violation
 * @param timeoutNanos a request that has waited so long is given up; {@link #NEVER} for never
 * @param queueLimit requests that may wait; more are refused
 * @param arrivals its requests come from all of these
 * @param work that a request is
 */
public record TenantPlan(
        String name,
        String pool,
        double weight,
        long deadlineNanos,
        long timeoutNanos,
        int queueLimit,
        List<Arrivals> arrivals,
        Work work) {

    public static final long NEVER = Long.MAX_VALUE;

    public TenantPlan {
        arrivals = List.copyOf(arrivals);
    }

    /** The same tenant in another pool. */
    public TenantPlan in(String newPool) {
        return new TenantPlan(
                name, newPool, weight, deadlineNanos, timeoutNanos, queueLimit, arrivals, work);
    }
}
