package dev.spillway.fairqueue;

/** Makes a rejected value fit for an error message: one line, and short. */
final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    static String of(String value) {
        String oneLine = value.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "…";
    }
}
