package dev.spillway.controller.journal;

/** A record that cannot be read; the message is the rest of a sentence that names it. */
public class UnreadableException extends Exception {

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
