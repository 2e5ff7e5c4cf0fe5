package dev.spillway.controller.recommend.hpa.reconcile;

/** The answer to "what is the target's scale?". */
public sealed interface ScaleLookup {

    /**
     * This.
     *
     * @param specReplicas asked for
     * @param statusReplicas there are
     * @param selector of its pods, as text
     */
    record Found(int specReplicas, int statusReplicas, String selector) implements ScaleLookup {}

    /** It could not be read. */
    record Failed(Step step, String message) implements ScaleLookup {}

    /** Where the way to a scale ended. */
    enum Step {
        /** The target's API version makes no sense. */
        API_VERSION,
        /** Nothing in the cluster is of the target's kind. */
        KIND,
        /** The scale itself could not be read. */
        SCALE
    }
}
