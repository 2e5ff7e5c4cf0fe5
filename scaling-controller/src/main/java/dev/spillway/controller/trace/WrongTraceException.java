package dev.spillway.controller.trace;

/** A trace that cannot be read; the message is one line and says where. */
public final class WrongTraceException extends Exception {

    private static final long serialVersionUID = 1;

    WrongTraceException(String message) {
        super(message);
    }

    WrongTraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
