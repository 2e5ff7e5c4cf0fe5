package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.kubernetes.plan.SizePlan;

import io.fabric8.kubernetes.api.model.Quantity;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pool's ResourceQuota admits.
 *
 * @param pods that may exist, those that surge in an update included
 * @param each what one of them asks for and may use; while pods of a larger profile are still
 *     leaving, theirs
 */
public record Quota(int pods, ResourceProfile each) {

    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);
    private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);
    private static final BigDecimal GIBI = BigDecimal.valueOf(1 << 30);

    public Quota {
        if (pods < SizePlan.SURGE) {
            throw new IllegalArgumentException(
                    "pods of a quota are %d; at least %d must fit".formatted(pods, SizePlan.SURGE));
        }
    }

    /** What so many workers need, and the pods of an update beside them. */
    public static Quota forReplicas(int replicas, ResourceProfile each) {
        return new Quota(Math.addExact(replicas, SizePlan.SURGE), each);
    }

    /** Workers that fit with the pods of an update beside them. */
    public int replicas() {
        return pods - SizePlan.SURGE;
    }

    /** As a ResourceQuota has it. */
    Map<String, Quantity> hard() {
        Map<String, Quantity> hard = new LinkedHashMap<>();
        hard.put("pods", new Quantity(Integer.toString(pods)));
        hard.put("requests.cpu", cpu(each.cpuRequest()));
        hard.put("requests.memory", memory(each.memoryRequest()));
        hard.put("limits.cpu", cpu(each.cpuLimit()));
        hard.put("limits.memory", memory(each.memoryLimit()));
        return hard;
    }

    private Quantity cpu(String one) {
        BigDecimal millis = total(one).multiply(MILLI);
        return inLargest(millis, MILLI, "m", "");
    }

    private Quantity memory(String one) {
        BigDecimal mebibytes = total(one).divide(MEBI);
        return inLargest(mebibytes, GIBI.divide(MEBI), "Mi", "Gi");
    }

    private BigDecimal total(String one) {
        return new Quantity(one).getNumericalAmount().multiply(BigDecimal.valueOf(pods));
    }

    /** The way the cluster itself writes it, so that what was applied reads back the same. */
    private static Quantity inLargest(
            BigDecimal amount, BigDecimal largerUnits, String unit, String largerUnit) {
        return amount.remainder(largerUnits).signum() == 0
                ? new Quantity(amount.divide(largerUnits).toBigInteger().toString(), largerUnit)
                : new Quantity(amount.toBigInteger().toString(), unit);
    }
}
