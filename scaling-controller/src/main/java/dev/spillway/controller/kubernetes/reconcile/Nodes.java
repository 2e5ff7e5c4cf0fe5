package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.kubernetes.manifest.Allocatable;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** What the cluster's nodes can give to pods, as of now. */
public final class Nodes implements Supplier<Allocatable>, AutoCloseable {

    private final SharedIndexInformer<Node> informer;

    /** Returns once all nodes were read. */
    public Nodes(KubernetesClient client) {
        this.informer = client.nodes().runnableInformer(0);
        informer.exceptionHandler((_, _) -> true);
        informer.run();
    }

    @Override
    public Allocatable get() {
        return sum(informer.getStore().list());
    }

    /** Nodes that take no new pods do not count. */
    static Allocatable sum(List<Node> nodes) {
        BigDecimal cpu = BigDecimal.ZERO;
        BigDecimal memory = BigDecimal.ZERO;
        for (Node node : nodes) {
            if (!Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
                cpu = cpu.add(amount(node, "cpu"));
                memory = memory.add(amount(node, "memory"));
            }
        }
        return new Allocatable(cpu, memory);
    }

    private static BigDecimal amount(Node node, String resource) {
        Quantity quantity =
                node.getStatus() == null || node.getStatus().getAllocatable() == null
                        ? null
                        : node.getStatus().getAllocatable().get(resource);
        return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
    }

    @Override
    public void close() {
        informer.close();
    }
}
