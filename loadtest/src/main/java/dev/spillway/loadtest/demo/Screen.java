package dev.spillway.loadtest.demo;

/**
 * What the output is shown on. The script that starts the demo knows; the JVM does not.
 *
 * @param isTerminal whether it can be drawn over
 * @param rows its height in lines, 0 when unknown
 * @param columns its width in characters, 0 when unknown or without limit
 */
record Screen(boolean isTerminal, int rows, int columns) {

    static Screen ofSystem() {
        return new Screen(
                Boolean.getBoolean("spillway.terminal") && System.getenv("NO_COLOR") == null,
                Integer.getInteger("spillway.rows", 0),
                Integer.getInteger("spillway.columns", 0));
    }

    /** Whether so many lines can be drawn over: what has scrolled away cannot. */
    boolean holds(int lines) {
        return isTerminal && (rows == 0 || lines < rows);
    }

    /** The part of a line that takes no second one. */
    String fitting(String line) {
        return columns == 0 || line.length() < columns ? line : line.substring(0, columns - 1);
    }
}
