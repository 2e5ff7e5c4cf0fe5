package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.yaml.Problem;

import java.util.List;

/** What the catalog makes of a custom resource. */
public sealed interface Verdict {

    /** It counts as it is. */
    record Accepted() implements Verdict {}

    /**
     * It does not count.
     *
     * @param keepsLastGood whether an earlier state of it counts instead; without one the catalog
     *     knows nothing of it, though it is not gone
     */
    record Refused(List<Problem> problems, boolean keepsLastGood) implements Verdict {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody deleted it, and it waits for its finalizers; the catalog is without it. */
    record Deleting() implements Verdict {}
}
