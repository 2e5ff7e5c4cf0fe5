package dev.spillway.controller.recommend.hpa.normalize;

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

    public static final HpaMemory EMPTY = new HpaMemory(List.of(), List.of(), List.of());

    public HpaMemory {
        recommendations = List.copyOf(recommendations);
        scaleUps = List.copyOf(scaleUps);
        scaleDowns = List.copyOf(scaleDowns);
    }

    public HpaMemory withRecommendations(List<Recommended> newRecommendations) {
        return new HpaMemory(newRecommendations, scaleUps, scaleDowns);
    }
}
