package dev.spillway.controller.kubernetes.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Versions of objects, which the API server counts upwards.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">resource
 *     versions</a>
 */
final class Version {

    private Version() {}

    /** Whether an object is an earlier state than a version; false where they do not compare. */
    static boolean isOlder(HasMetadata object, String than) {
        try {
            return Long.parseLong(object.getMetadata().getResourceVersion()) < Long.parseLong(than);
        } catch (NumberFormatException notComparable) {
            return false;
        }
    }
}
