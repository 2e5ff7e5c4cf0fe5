package dev.spillway.fairqueue;

/**
 * The queue's store did not answer: nothing is known of the operation, which may be repeated with
 * the same ids.
 */
public final class QueueUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
