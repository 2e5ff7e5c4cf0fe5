package dev.spillway.controller.recommend.queueing;

/**
 * What one tenant, or several that are alike, asks of a pool for a while.
 *
 * @param ratePerSecond of arrivals
 * @param dispersion of arrivals: variance over mean of their number; 1 if Poisson
 * @param service how long a request holds a slot
 * @param deadlineSeconds from arrival to answer
 * @param weight its share of the pool, relative to the others'
 * @param backlogSeconds work that waits already, in server-seconds
 */
public record Demand(
        double ratePerSecond,
        double dispersion,
        ServiceTime service,
        double deadlineSeconds,
        double weight,
        double backlogSeconds) {

    /** Servers it keeps busy on average. */
    public double load() {
        return ratePerSecond * service.meanSeconds();
    }

    /** Servers it needs to work its backlog off within some time, too. */
    double urgentLoad(double seconds) {
        return load() + backlogSeconds / Math.max(seconds, service.meanSeconds());
    }

    public Demand at(double newRatePerSecond, double newBacklogSeconds) {
        return new Demand(
                newRatePerSecond, dispersion, service, deadlineSeconds, weight, newBacklogSeconds);
    }
}
