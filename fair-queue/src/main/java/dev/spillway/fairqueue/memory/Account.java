package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.control.TenantStats;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a domain knows of one tenant: its entitlement, its queue, its place in virtual time. */
final class Account {

    static final double MICRO = 1e6;
    private static final double FIRST_COST_MILLIS = 100;
    private static final double SMOOTHING = 0.1;

    final TenantId tenant;
    final TreeMap<Long, Request> queue = new TreeMap<>();
    final Map<Tally, Long> tallies = new EnumMap<>(Tally.class);
    TenantPolicy policy;
    int inFlight;
    double virtualFinish;
    double arrivalMillis;
    double costMillis = FIRST_COST_MILLIS;
    double costVariance;
    boolean removed;

    Account(TenantId tenant, TenantPolicy policy) {
        this.tenant = tenant;
        this.policy = policy;
        for (Tally tally : Tally.values()) {
            tallies.put(tally, 0L);
        }
    }

    /** In millionths, so that sums are exact. */
    long weightMicros() {
        return (long) Math.floor(policy.weight() * MICRO + 0.5);
    }

    double gapMillis() {
        return policy.ratePerSecond() > 0 ? 1000 / policy.ratePerSecond() : 0;
    }

    boolean isBusy() {
        return !queue.isEmpty() || inFlight > 0;
    }

    boolean mayBeServed() {
        return !queue.isEmpty() && !removed;
    }

    void count(Tally tally) {
        tallies.merge(tally, 1L, Long::sum);
    }

    /** Moving mean and variance (West, CACM 1979), exponentially weighted. */
    void learn(double newestMillis) {
        double surprise = newestMillis - costMillis;
        costMillis = costMillis + SMOOTHING * surprise;
        costVariance = (1 - SMOOTHING) * (costVariance + SMOOTHING * surprise * surprise);
    }

    /** Virtual time that a cost takes at this weight. */
    double virtual(double millis) {
        return millis * MICRO / weightMicros();
    }

    TenantStats stats(long now, double expectedWaitMillis) {
        long oldest = queue.isEmpty() ? 0 : now - queue.firstEntry().getValue().enqueuedMillis;
        return new TenantStats(
                tenant,
                queue.size(),
                inFlight,
                Duration.ofMillis(Math.max(0, oldest)),
                micros(costMillis),
                micros(Math.sqrt(costVariance)),
                Duration.ofMillis((long) Math.ceil(expectedWaitMillis)),
                tallies);
    }

    private static Duration micros(double millis) {
        return Duration.of((long) Math.floor(millis * 1000 + 0.5), ChronoUnit.MICROS);
    }
}
