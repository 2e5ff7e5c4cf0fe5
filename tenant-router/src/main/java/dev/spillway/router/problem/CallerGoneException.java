package dev.spillway.router.problem;

/**
 * The caller closed the connection: nobody is left to answer. Not a failure, so without a stack.
 */
public final class CallerGoneException extends RuntimeException {
    /** What such a request is counted as; nginx's number for it. */
    public static final int STATUS = 499;

    private static final long serialVersionUID = 1L;

    public CallerGoneException() {
        super("the caller closed the connection", null, false, false);
    }
}
