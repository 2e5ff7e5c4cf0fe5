package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.catalog.Share;

import io.fabric8.kubernetes.api.model.Quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the cluster's nodes can give to pods, all together.
 *
 * @param cpuCores processors
 * @param memoryBytes memory
 */
public record Allocatable(BigDecimal cpuCores, BigDecimal memoryBytes) {

    /**
     * The most workers a pool may ever have: what its share of the cluster holds, less the pods of
     * an update; what it is guaranteed in any case.
     */
    public int mostReplicas(Share share, ResourceProfile each) {
        BigDecimal ratio = BigDecimal.valueOf(share.clusterShareRatio());
        int pods =
                Math.min(
                        fitting(cpuCores.multiply(ratio), each.cpuRequest()),
                        fitting(memoryBytes.multiply(ratio), each.memoryRequest()));
        return Math.max(share.guaranteedReplicas(), Math.max(0, pods - Quota.SURGE_PODS));
    }

    /** The largest quota a pool may have. */
    public Quota ceiling(Share share, ResourceProfile each) {
        return Quota.forReplicas(mostReplicas(share, each), each);
    }

    private static int fitting(BigDecimal amount, String one) {
        return amount.divide(new Quantity(one).getNumericalAmount(), 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE - Quota.SURGE_PODS))
                .intValue();
    }
}
