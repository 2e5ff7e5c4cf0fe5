package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.kubernetes.plan.SizePlan;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * What the cluster's nodes can give to workers, all together.
 *
 * @param cpuCores processors
 * @param memoryBytes memory
 */
public record Allocatable(BigDecimal cpuCores, BigDecimal memoryBytes) {

    private static final String PASSING = "node.kubernetes.io/";

    /**
     * Of nodes that take workers. A node that is cordoned or not ready for the moment still counts:
     * a repair must not shrink what pools may have.
     */
    public static Allocatable of(Collection<Node> nodes) {
        return new Allocatable(sum(nodes, "cpu"), sum(nodes, "memory"));
    }

    private static BigDecimal sum(Collection<Node> nodes, String resource) {
        return nodes.stream()
                .filter(Allocatable::takesWorkers)
                .map(node -> node.getStatus().getAllocatable().get(resource))
                .filter(amount -> amount != null)
                .map(Quantity::getNumericalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A node with another taint is kept for pods that tolerate it, such as a control plane's. */
    private static boolean takesWorkers(Node node) {
        return node.getSpec().getTaints().stream()
                .allMatch(
                        taint ->
                                taint.getEffect().equals("PreferNoSchedule")
                                        || taint.getKey().startsWith(PASSING));
    }

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
        return Math.max(share.guaranteedReplicas(), Math.max(0, pods - SizePlan.SURGE));
    }

    /** The largest quota a pool may have. */
    public Quota ceiling(Share share, ResourceProfile each) {
        return Quota.forReplicas(mostReplicas(share, each), each);
    }

    private static int fitting(BigDecimal amount, String one) {
        return amount.divide(new Quantity(one).getNumericalAmount(), 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE - SizePlan.SURGE))
                .intValue();
    }
}
