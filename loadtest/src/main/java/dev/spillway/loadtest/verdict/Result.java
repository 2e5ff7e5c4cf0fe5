package dev.spillway.loadtest.verdict;

import java.util.Collection;
import java.util.Comparator;

/** A verdict, from best to worst; INVALID says that the run proves nothing either way. */
public enum Result {
    PASS(0),
    WARN(0),
    FAIL(1),
    INVALID(3);

    private final int exitCode;

    Result(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    public static Result worst(Collection<Result> results) {
        return results.stream().max(Comparator.naturalOrder()).orElse(INVALID);
    }
}
