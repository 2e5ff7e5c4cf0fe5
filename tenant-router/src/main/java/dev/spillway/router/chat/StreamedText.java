package dev.spillway.router.chat;

import java.util.Optional;

/**
 * The text a caller has seen so far, while parts of several attempts may come in: a second worker
 * starts from the beginning, and what it repeats must not be sent twice. For one thread.
 */
final class StreamedText {
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder current = new StringBuilder();
    private int attempt;
    private int nextSequence;
    private boolean usable;

    /** Takes a part and returns what the caller has not seen yet; often all of it. */
    String part(int partAttempt, int sequence, String delta) {
        if (partAttempt < attempt) {
            return "";
        }
        if (partAttempt > attempt) {
            attempt = partAttempt;
            nextSequence = 0;
            current.setLength(0);
            usable = true;
        }
        if (sequence < nextSequence) {
            return "";
        }
        usable &= sequence == nextSequence;
        nextSequence = sequence + 1;
        if (!usable) {
            return "";
        }
        current.append(delta);
        return surplus(current).orElse("");
    }

    /**
     * Takes the whole answer and returns what the caller has not seen yet; empty when the answer is
     * another than the one it has been reading.
     */
    Optional<String> rest(String answer) {
        return surplus(answer);
    }

    private Optional<String> surplus(CharSequence text) {
        int shared = Math.min(text.length(), sent.length());
        if (CharSequence.compare(text.subSequence(0, shared), sent.subSequence(0, shared)) != 0) {
            usable = false;
            return Optional.empty();
        }
        String more = text.subSequence(shared, text.length()).toString();
        sent.append(more);
        return Optional.of(more);
    }
}
