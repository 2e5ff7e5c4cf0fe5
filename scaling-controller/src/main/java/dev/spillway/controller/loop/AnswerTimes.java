package dev.spillway.controller.loop;

import java.util.Map;

/** How long answers took, as somebody else measured it. */
public interface AnswerTimes {

    /**
     * One tenant's answers of the last minute.
     *
     * @param perSecond answers per second
     * @param meanSeconds from arrival to the end
     * @param p95Seconds the 95th percentile of the same
     */
    record AnswerTime(double perSecond, double meanSeconds, double p95Seconds) {}

    /**
     * By tenant, without waiting for anybody; tenants of whom nothing recent is known are left out.
     */
    Map<String, AnswerTime> byTenant();
}
