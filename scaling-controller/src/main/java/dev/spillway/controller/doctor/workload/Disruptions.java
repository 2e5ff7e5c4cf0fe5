package dev.spillway.controller.doctor.workload;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Selectors;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.snapshot.Workload;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a node can be drained without taking a service down, and can be drained at all. */
public final class Disruptions {

    private Disruptions() {}

    public static Stream<Finding> unprotected(Snapshot snapshot) {
        return snapshot.knows(Resource.BUDGETS)
                ? snapshot.workloads().stream()
                        .filter(workload -> workload.replicas() > 1)
                        .filter(workload -> budgets(snapshot, workload).isEmpty())
                        .map(Disruptions::unprotected)
                : Stream.empty();
    }

    private static Finding unprotected(Workload workload) {
        return new Finding(
                Severity.WARNING,
                Check.PDB_MISSING,
                workload.subject(),
                "no PodDisruptionBudget selects its %d replicas; a node's drain may take all at once"
                        .formatted(workload.replicas()),
                "Add a PodDisruptionBudget with the selector of its pods: minAvailable 1 for up to"
                        + " 3 replicas, maxUnavailable 30% for more.");
    }

    public static Stream<Finding> blocking(Snapshot snapshot) {
        return Stream.concat(
                snapshot.list(Resource.BUDGETS).stream()
                        .filter(Disruptions::allowsNone)
                        .map(Disruptions::blocking),
                snapshot.workloads().stream()
                        .filter(workload -> budgets(snapshot, workload).size() > 1)
                        .map(workload -> overlapping(snapshot, workload)));
    }

    private static boolean allowsNone(PodDisruptionBudget budget) {
        PodDisruptionBudgetStatus status = budget.getStatus();
        return status != null
                && status.getExpectedPods() != null
                && status.getExpectedPods() > 0
                && status.getDisruptionsAllowed() == 0;
    }

    private static Finding blocking(PodDisruptionBudget budget) {
        PodDisruptionBudgetStatus status = budget.getStatus();
        boolean isByItsNumbers = status.getDesiredHealthy() >= status.getExpectedPods();
        return new Finding(
                Severity.WARNING,
                Check.PDB_BLOCKS,
                Subject.of(budget),
                isByItsNumbers
                        ? "%s of %d pods: no pod may ever be evicted, so the drain of a node never ends"
                                .formatted(wish(budget), status.getExpectedPods())
                        : "%d of %d pods are ready and it keeps %d, so none may be evicted now"
                                .formatted(
                                        status.getCurrentHealthy(),
                                        status.getExpectedPods(),
                                        status.getDesiredHealthy()),
                isByItsNumbers
                        ? "Let at least one pod go: maxUnavailable 1, or minAvailable below the number of replicas, or one replica more."
                        : "See why pods are not ready ('kubectl get pods' in the namespace); with unhealthyPodEvictionPolicy AlwaysAllow those that never became ready do not hold up a drain.");
    }

    private static String wish(PodDisruptionBudget budget) {
        return budget.getSpec().getMinAvailable() != null
                ? "minAvailable is " + budget.getSpec().getMinAvailable().getValue()
                : "maxUnavailable is " + budget.getSpec().getMaxUnavailable().getValue();
    }

    private static Finding overlapping(Snapshot snapshot, Workload workload) {
        return new Finding(
                Severity.WARNING,
                Check.PDB_BLOCKS,
                workload.subject(),
                "its pods are selected by several PodDisruptionBudgets (%s), and such a pod cannot be evicted at all"
                        .formatted(
                                budgets(snapshot, workload).stream()
                                        .map(each -> each.getMetadata().getName())
                                        .sorted()
                                        .collect(Collectors.joining(", "))),
                "Keep one of them.");
    }

    private static List<PodDisruptionBudget> budgets(Snapshot snapshot, Workload workload) {
        return snapshot.list(Resource.BUDGETS).stream()
                .filter(each -> each.getMetadata().getNamespace().equals(workload.namespace()))
                .filter(
                        each ->
                                Selectors.matches(
                                        each.getSpec().getSelector(), workload.labels()))
                .toList();
    }
}
