package dev.spillway.controller.doctor.cluster;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Quotas that will soon turn pods away. Those the controller keeps are always close to full: it
 * raises them before replicas.
 */
public final class Quotas {

    private static final BigDecimal NEARLY_RATIO = new BigDecimal("0.9");

    private Quotas() {}

    public static Stream<Finding> nearlyFull(Snapshot snapshot) {
        return snapshot.list(Resource.QUOTAS).stream()
                .filter(quota -> quota.getStatus() != null)
                .filter(quota -> !isOurs(quota))
                .filter(quota -> !used(quota).isEmpty())
                .map(
                        quota ->
                                new Finding(
                                        Severity.WARNING,
                                        Check.QUOTA_NEARLY_FULL,
                                        Subject.of(quota),
                                        "used up to 90 %% or more: %s".formatted(used(quota)),
                                        "Raise spec.hard, or free some; what does not fit is refused and never becomes a pod."));
    }

    private static boolean isOurs(ResourceQuota quota) {
        return "spillway-controller"
                .equals(
                        Objects.requireNonNullElse(
                                        quota.getMetadata().getLabels(), Map.<String, String>of())
                                .get("app.kubernetes.io/managed-by"));
    }

    private static String used(ResourceQuota quota) {
        Map<String, Quantity> used =
                Objects.requireNonNullElse(quota.getStatus().getUsed(), Map.of());
        return Objects.requireNonNullElse(quota.getStatus().getHard(), Map.<String, Quantity>of())
                .entrySet()
                .stream()
                .filter(hard -> isNearly(used.get(hard.getKey()), hard.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .map(
                        hard ->
                                "%s %s of %s"
                                        .formatted(
                                                hard.getKey(),
                                                String.valueOf(used.get(hard.getKey())),
                                                hard.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A quota of 0 forbids on purpose. */
    private static boolean isNearly(@Nullable Quantity used, Quantity hard) {
        return used != null
                && hard.getNumericalAmount().signum() > 0
                && used.getNumericalAmount()
                                .compareTo(hard.getNumericalAmount().multiply(NEARLY_RATIO))
                        >= 0;
    }
}
