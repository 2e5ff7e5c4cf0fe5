package dev.spillway.controller.doctor.snapshot;

/**
 * Something that could not be read, so that nothing can be said about it.
 *
 * @param namespace where it was asked for; empty for everywhere
 * @param cause whether a right is missing, or something else went wrong
 * @param message what the API server said
 */
public record Gap(Resource<?> resource, String namespace, Cause cause, String message) {

    /** Why. */
    public enum Cause {
        FORBIDDEN,
        FAILED
    }
}
