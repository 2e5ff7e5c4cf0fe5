package dev.spillway.controller.recommend.hpa.reconcile;

import java.util.List;
import java.util.Optional;

/** How one attempt to set the target's replicas ended. */
public sealed interface UpdateAttempt {

    record Succeeded() implements UpdateAttempt {}

    /** Somebody else wrote in between: it is tried again, with the same number. */
    record Conflict(String message) implements UpdateAttempt {}

    record Failed(String message) implements UpdateAttempt {}

    /** Attempts before a conflict counts as a failure. */
    int MOST = 5;

    /**
     * Why the replicas could not be set, if they could not.
     *
     * @param attempts that are known; further ones succeed
     */
    static Optional<String> failure(List<UpdateAttempt> attempts) {
        String lastConflict = "";
        for (int i = 0; i < MOST; i++) {
            UpdateAttempt attempt = i < attempts.size() ? attempts.get(i) : new Succeeded();
            switch (attempt) {
                case Succeeded _ -> {
                    return Optional.empty();
                }
                case Failed(String message) -> {
                    return Optional.of(message);
                }
                case Conflict(String message) -> lastConflict = message;
            }
        }
        return Optional.of(lastConflict);
    }
}
