package dev.spillway.controller.journal;

/** A record by a policy, or a version of one, that this program does not have. */
public final class UnknownPolicyException extends UnreadableException {

    public UnknownPolicyException(String version) {
        super("was decided by policy '%s', which this program does not have".formatted(version));
    }
}
