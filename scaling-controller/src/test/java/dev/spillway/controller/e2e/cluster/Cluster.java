package dev.spillway.controller.e2e.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What can be asked of any cluster. */
public record Cluster(KubernetesClient client) {

    /** Thirteen workers of 0.1, and the platform itself where it runs inside. */
    private static final BigDecimal CORES_FOR_TEN = new BigDecimal("1.7");

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");
    private static final BigDecimal GIBIBYTES_FOR_TEN = new BigDecimal(8);
    private static final BigDecimal GIBI = BigDecimal.valueOf(1L << 30);

    /** Counts what the platform itself has requested as free, for it is part of what is needed. */
    Optional<String> lacksRoom() {
        BigDecimal cores = allocatable("cpu").subtract(requested("cpu"));
        BigDecimal gibibytes = allocatable("memory").subtract(requested("memory")).divide(GIBI);
        return cores.compareTo(CORES_FOR_TEN) >= 0 && gibibytes.compareTo(GIBIBYTES_FOR_TEN) >= 0
                ? Optional.empty()
                : Optional.of(
                        "nodes with %s cores and %s GiB that nobody else has requested; these have %s and %s"
                                .formatted(
                                        CORES_FOR_TEN,
                                        GIBIBYTES_FOR_TEN,
                                        cores,
                                        gibibytes.setScale(1, RoundingMode.FLOOR)));
    }

    private BigDecimal requested(String resource) {
        return client.pods().inAnyNamespace().list().getItems().stream()
                .filter(pod -> !pod.getMetadata().getNamespace().startsWith("spillway-"))
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .filter(pod -> !OVER.contains(pod.getStatus().getPhase()))
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .map(container -> container.getResources().getRequests().get(resource))
                .filter(Objects::nonNull)
                .map(Quantity::getNumericalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Optional<String> hasNodeIn(String region) {
        return nodes().stream()
                        .anyMatch(
                                node ->
                                        region.equals(
                                                node.getMetadata()
                                                        .getLabels()
                                                        .get("topology.kubernetes.io/region")))
                ? Optional.of("a cluster without a node in " + region)
                : Optional.empty();
    }

    /** What all nodes can give to pods. */
    public BigDecimal allocatable(String resource) {
        return nodes().stream()
                .map(node -> node.getStatus().getAllocatable().get(resource))
                .map(Quantity::getNumericalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Node> nodes() {
        return client.nodes().list().getItems();
    }

    Optional<String> holder(String namespace) {
        Lease lease = client.leases().inNamespace(namespace).withName("spillway-controller").get();
        return Optional.ofNullable(lease)
                .map(there -> there.getSpec().getHolderIdentity())
                .filter(name -> !name.isBlank());
    }
}
