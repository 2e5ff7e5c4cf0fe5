package dev.spillway.controller.recommend.hpa.calculator;

import java.util.List;

/** The answer to "which pods does the target's selector match?". */
public sealed interface PodList {

    /** These. */
    record Found(List<Pod> pods) implements PodList {

        public Found {
            pods = List.copyOf(pods);
        }
    }

    /** Could not be listed. */
    record Failed(String message) implements PodList {}

    static PodList of(Pod... pods) {
        return new Found(List.of(pods));
    }
}
