package dev.spillway.controller.recommend.hpa.normalize;

import java.time.Instant;
import java.util.List;

/**
 * What an autoscaler remembers of its past; Kubernetes keeps it in memory only.
 *
 * @param recommendations in slots that are used again, so in no order of time
 * @param scaleUps likewise
 * @param scaleDowns likewise
 */
public record HpaMemory(
        List<Recommended> recommendations, List<ScaleEvent> scaleUps, List<ScaleEvent> scaleDowns) {

    /** Of a controller that is new: its first round also remembers the replicas it finds. */
    public static final HpaMemory EMPTY = new HpaMemory(List.of(), List.of(), List.of());

    /** Of one that is not new, but remembers nothing that any window reaches. */
    public static final HpaMemory STALE =
            new HpaMemory(List.of(new Recommended(0, Instant.EPOCH)), List.of(), List.of());

    public HpaMemory {
        recommendations = List.copyOf(recommendations);
        scaleUps = List.copyOf(scaleUps);
        scaleDowns = List.copyOf(scaleDowns);
    }

    public HpaMemory withRecommendations(List<Recommended> newRecommendations) {
        return new HpaMemory(newRecommendations, scaleUps, scaleDowns);
    }
}
