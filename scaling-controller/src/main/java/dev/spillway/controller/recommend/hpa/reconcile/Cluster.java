package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.PodList;

import java.util.List;

/**
 * What one round finds in the cluster.
 *
 * @param scale of the target
 * @param pods the selector's
 * @param readings one for each metric of the spec, in its order
 * @param peers other autoscalers of the namespace
 * @param updates how attempts to set the replicas end, one after the other; the ones that are not
 *     listed succeed
 */
public record Cluster(
        ScaleLookup scale,
        PodList pods,
        List<MetricReading> readings,
        List<Peer> peers,
        List<UpdateAttempt> updates) {

    public Cluster {
        readings = List.copyOf(readings);
        peers = List.copyOf(peers);
        updates = List.copyOf(updates);
    }

    /** One in which everything that is tried succeeds, and no other autoscaler is in the way. */
    public static Cluster of(
            int specReplicas, int statusReplicas, PodList pods, MetricReading... readings) {
        return new Cluster(
                new ScaleLookup.Found(specReplicas, statusReplicas, "app=target"),
                pods,
                List.of(readings),
                List.of(),
                List.of());
    }

    public Cluster withScale(ScaleLookup newScale) {
        return new Cluster(newScale, pods, readings, peers, updates);
    }

    public Cluster withPeers(Peer... newPeers) {
        return new Cluster(scale, pods, readings, List.of(newPeers), updates);
    }

    public Cluster withUpdates(UpdateAttempt... newUpdates) {
        return new Cluster(scale, pods, readings, peers, List.of(newUpdates));
    }
}
