package dev.spillway.controller.simulate.arrive;

/** A recording, row by row. */
final class ReplayStream implements ArrivalStream {

    private final Replay rows;
    private final long startNanos;
    private int row = -1;

    ReplayStream(Replay rows, long startNanos) {
        this.rows = rows;
        this.startNanos = startNanos;
    }

    @Override
    public long next() {
        row++;
        return row < rows.size() ? Math.addExact(startNanos, rows.nanos(row)) : END;
    }

    @Override
    public int contextTokens() {
        return rows.isSized() ? rows.contextTokens(row) : UNKNOWN;
    }

    @Override
    public int generatedTokens() {
        return rows.isSized() ? rows.generatedTokens(row) : UNKNOWN;
    }
}
