package dev.spillway.controller.simulate.arrive;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Recorded requests: when each came, and its size where the record has it. */
public final class Replay {

    private final long[] nanos;
    private final int[] contextTokens;
    private final int[] generatedTokens;

    /**
     * Takes rows in any order.
     *
     * @param nanos arrival times since the start of the recording
     * @param contextTokens as many, or none
     * @param generatedTokens as many, or none
     */
    public Replay(long[] nanos, int[] contextTokens, int[] generatedTokens) {
        if (contextTokens.length != generatedTokens.length
                || (contextTokens.length != 0 && contextTokens.length != nanos.length)) {
            throw new IllegalArgumentException(
                    "%d arrivals have %d context and %d generated sizes"
                            .formatted(nanos.length, contextTokens.length, generatedTokens.length));
        }
        int[] order =
                IntStream.range(0, nanos.length)
                        .boxed()
                        .sorted((one, other) -> Long.compare(nanos[one], nanos[other]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        this.nanos = Arrays.stream(order).mapToLong(i -> nanos[i]).toArray();
        boolean sized = contextTokens.length > 0;
        this.contextTokens =
                sized ? Arrays.stream(order).map(i -> contextTokens[i]).toArray() : new int[0];
        this.generatedTokens =
                sized ? Arrays.stream(order).map(i -> generatedTokens[i]).toArray() : new int[0];
    }

    public int size() {
        return nanos.length;
    }

    public long nanos(int row) {
        return nanos[row];
    }

    public boolean isSized() {
        return contextTokens.length > 0;
    }

    public int contextTokens(int row) {
        return contextTokens[row];
    }

    public int generatedTokens(int row) {
        return generatedTokens[row];
    }

    /** From the start to the last arrival. */
    public long lengthNanos() {
        return nanos.length == 0 ? 0 : nanos[nanos.length - 1];
    }

    /** Every {@code of}-th row, beginning at row {@code part}. */
    public Replay part(int part, int of) {
        int[] rows = IntStream.range(0, size()).filter(row -> row % of == part).toArray();
        return rows(rows, new long[rows.length]);
    }

    /** Begins at another moment; what came before it comes after the end. */
    public Replay rotated(long byNanos) {
        long length = Math.max(1, lengthNanos());
        long[] moved =
                Arrays.stream(nanos).map(at -> Math.floorMod(at - byNanos, length)).toArray();
        return new Replay(moved, contextTokens, generatedTokens);
    }

    /**
     * More or fewer requests of the same shape: each row as often as {@code factor} says, on the
     * average, its copies spread evenly around it.
     *
     * @param spreadNanos copies are at most half of it away
     */
    Replay scaled(double factor, long spreadNanos, RandomGenerator random) {
        if (factor == 1) {
            return this;
        }
        int[] copies = new int[size()];
        for (int row = 0; row < copies.length; row++) {
            double whole = Math.floor(factor);
            copies[row] = (int) whole + (random.nextDouble() < factor - whole ? 1 : 0);
        }
        int[] rows =
                IntStream.range(0, size())
                        .flatMap(row -> IntStream.range(0, copies[row]).map(_ -> row))
                        .toArray();
        long[] spread = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            boolean first = i == 0 || rows[i - 1] != rows[i];
            spread[i] = first ? 0 : (long) ((random.nextDouble() - 0.5) * spreadNanos);
        }
        return rows(rows, spread);
    }

    private Replay rows(int[] rows, long[] shifts) {
        long[] at = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            at[i] = Math.max(0, nanos[rows[i]] + shifts[i]);
        }
        return new Replay(
                at,
                isSized()
                        ? Arrays.stream(rows).map(row -> contextTokens[row]).toArray()
                        : new int[0],
                isSized()
                        ? Arrays.stream(rows).map(row -> generatedTokens[row]).toArray()
                        : new int[0]);
    }
}
