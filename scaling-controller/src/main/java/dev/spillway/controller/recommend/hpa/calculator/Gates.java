package dev.spillway.controller.recommend.hpa.calculator;

/**
 * Kubernetes' feature gates that matter to an autoscaler.
 *
 * @param scaleToZero HPAScaleToZero: off in 1.36
 * @param configurableTolerance HPAConfigurableTolerance: on in 1.36
 * @param podLevelResources PodLevelResources: on in 1.36
 */
public record Gates(boolean scaleToZero, boolean configurableTolerance, boolean podLevelResources) {

    /** Those of Kubernetes 1.36. */
    public static final Gates DEFAULT = new Gates(false, true, true);

    public Gates withScaleToZero(boolean on) {
        return new Gates(on, configurableTolerance, podLevelResources);
    }

    public Gates withConfigurableTolerance(boolean on) {
        return new Gates(scaleToZero, on, podLevelResources);
    }

    public Gates withPodLevelResources(boolean on) {
        return new Gates(scaleToZero, configurableTolerance, on);
    }
}
