package dev.spillway.controller.simulate.line;

/** One request in the simulation. */
public final class Request {

    private final int tenant;
    private final long number;
    private final long arrivedNanos;
    private final double workSeconds;
    private final Runnable whenOver;
    double estimateSeconds;

    /**
     * Arrives.
     *
     * @param tenant its index in the pool
     * @param number in the order of arrival over all tenants of the pool
     * @param workSeconds slot time it needs on a worker that does nothing else
     * @param whenOver runs when it is answered, refused or expired
     */
    public Request(
            int tenant, long number, long arrivedNanos, double workSeconds, Runnable whenOver) {
        this.tenant = tenant;
        this.number = number;
        this.arrivedNanos = arrivedNanos;
        this.workSeconds = workSeconds;
        this.whenOver = whenOver;
    }

    public int tenant() {
        return tenant;
    }

    long number() {
        return number;
    }

    public long arrivedNanos() {
        return arrivedNanos;
    }

    public double workSeconds() {
        return workSeconds;
    }

    public void over() {
        whenOver.run();
    }
}
