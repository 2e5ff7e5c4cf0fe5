package dev.spillway.controller.recommend.trigger;

/**
 * The runbook's decision matrix of processor use and p95 latency. It leaves cells open; there the
 * graver of what either number says alone holds, and the answer says that it is ours.
 */
public final class DecisionMatrix {

    private DecisionMatrix() {}

    /** What to do, from calm to grave. */
    public enum Verdict {
        /** Watch; perhaps fewer workers would do. */
        MONITOR,
        OPTIMAL,
        /** More workers before they are needed. */
        PRE_SCALE,
        /** More workers now. */
        SCALE_UP,
        EMERGENCY
    }

    /**
     * A cell of the matrix.
     *
     * @param verdict what to do
     * @param stated whether the document has that cell
     */
    public record Cell(Verdict verdict, boolean stated) {}

    /**
     * Looks a cell up. Of 70 %, which two rows name, the graver one holds.
     *
     * @param cpuRatio processor use, 0 to 1
     * @param p95Millis latency
     */
    public static Cell of(double cpuRatio, double p95Millis) {
        if (p95Millis > 200) {
            return new Cell(Verdict.EMERGENCY, true);
        }
        Verdict byCpu =
                cpuRatio > 0.85
                        ? Verdict.SCALE_UP
                        : cpuRatio >= 0.70
                                ? Verdict.PRE_SCALE
                                : cpuRatio >= 0.50 ? Verdict.OPTIMAL : Verdict.MONITOR;
        Verdict byLatency =
                p95Millis > 100
                        ? Verdict.SCALE_UP
                        : p95Millis >= 50 ? Verdict.OPTIMAL : Verdict.MONITOR;
        boolean stated =
                switch (byCpu) {
                    case MONITOR -> p95Millis < 50;
                    case OPTIMAL, PRE_SCALE -> p95Millis < 100;
                    case SCALE_UP, EMERGENCY -> p95Millis > 100;
                };
        return new Cell(byCpu.compareTo(byLatency) >= 0 ? byCpu : byLatency, stated);
    }
}
