package dev.spillway.controller.doctor.finding;

import java.util.Locale;

/** What is checked; {@code docs/doctor.md} has a row for each. */
public enum Check {
    ACCESS_MISSING("What could not be read"),
    API_MISSING("APIs that are not there"),
    API_UNAVAILABLE("APIs that do not answer"),
    HPA_TARGET("HPAs that cannot act on their target"),
    HPA_METRIC_UNKNOWN("HPAs that cannot see a metric"),
    HPA_AND_VPA("An HPA and a VPA on one target"),
    HPA_SCALE_DOWN_FAST("HPAs that shrink too soon"),
    HPA_CPU_ONLY("HPAs that watch only the processor where work waits"),
    SERVING_MIN_ZERO("Serving that may have no replica"),
    VPA_IDLE("VPAs that do nothing"),
    KEDA_NOT_READY("ScaledObjects that do not scale"),
    KEDA_PAUSED("ScaledObjects that are paused"),
    REQUESTS_MISSING("Containers without requests"),
    PDB_MISSING("Replicas without a disruption budget"),
    PDB_BLOCKS("Disruption budgets that allow no eviction"),
    ANTI_AFFINITY("More replicas than hard anti-affinity has room for"),
    POD_PENDING("Pods that wait for a node"),
    POD_NOT_STARTING("Pods that have a node and do not start"),
    PODS_REFUSED("Pods that may not be created"),
    GPU_NODE("GPU nodes whose GPUs cannot be used"),
    QUOTA_NEARLY_FULL("Quotas nearly used up"),
    SPILLWAY_NOT_READY("Tenants and pools that are not ready");

    private final String title;

    Check(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** As it is written for people and programs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
