package dev.spillway.controller.e2e.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What can be asked of any cluster. */
public record Cluster(KubernetesClient client) {

    private static final BigDecimal CORES_FOR_TEN = new BigDecimal("1.5");
    private static final BigDecimal GIBIBYTES_FOR_TEN = new BigDecimal(8);
    private static final BigDecimal GIBI = BigDecimal.valueOf(1L << 30);

    Optional<String> lacksRoom() {
        BigDecimal gibibytes = allocatable("memory").divide(GIBI);
        return allocatable("cpu").compareTo(CORES_FOR_TEN) >= 0
                        && gibibytes.compareTo(GIBIBYTES_FOR_TEN) >= 0
                ? Optional.empty()
                : Optional.of(
                        "nodes with %s cores and %s GiB; these have %s and %s"
                                .formatted(
                                        CORES_FOR_TEN,
                                        GIBIBYTES_FOR_TEN,
                                        allocatable("cpu"),
                                        gibibytes.toBigInteger()));
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
