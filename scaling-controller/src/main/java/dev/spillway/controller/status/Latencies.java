package dev.spillway.controller.status;

import java.util.Map;

/** Latencies as somebody else measured them. */
public interface Latencies {

    /** Each tenant's 95th percentile in seconds; empty when that is not known. */
    Map<String, Double> p95SecondsByTenant();
}
