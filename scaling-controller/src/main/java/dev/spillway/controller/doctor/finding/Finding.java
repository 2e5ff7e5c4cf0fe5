package dev.spillway.controller.doctor.finding;

/**
 * One thing that is wrong, or good to know.
 *
 * @param what says which value is the matter
 * @param fix says what to do about it
 */
public record Finding(Severity severity, Check check, Subject subject, String what, String fix) {

    public Finding {
        if (what.isBlank() || fix.isBlank()) {
            throw new IllegalArgumentException(
                    "finding %s of %s says neither what nor how to fix it"
                            .formatted(check.id(), subject));
        }
    }
}
