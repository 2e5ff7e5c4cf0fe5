package dev.spillway.controller.capacity;

/**
 * How far a platform has come. The documents name the phases without a border; those here are the
 * sizes of their cost examples, of which the larger of tenants and load counts.
 */
public enum Phase {
    INITIAL("fixed workers or one shared pool; measure before anything else"),
    GROWTH("scale by queue; tiers, quotas and prewarm schedules"),
    ENTERPRISE("pools and regions of their own, commitments for the base load, chargeback");

    private static final int MEDIUM_TENANTS = 25;
    private static final int LARGE_TENANTS = 50;
    private static final double MEDIUM_LOAD = 2500;
    private static final double LARGE_LOAD = 10_000;

    private final String advice;

    Phase(String advice) {
        this.advice = advice;
    }

    public String advice() {
        return advice;
    }

    public static Phase of(int tenants, double peakRequestsPerSecond) {
        if (tenants >= LARGE_TENANTS || peakRequestsPerSecond >= LARGE_LOAD) {
            return ENTERPRISE;
        }
        return tenants >= MEDIUM_TENANTS || peakRequestsPerSecond >= MEDIUM_LOAD ? GROWTH : INITIAL;
    }
}
