package dev.spillway.loadtest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, as the end of a message: a process that cannot start says why there. */
final class LogEnd {

    private static final int LAST_LINES = 5;

    private LogEnd() {}

    /** What it said if that was one plain line, else where the log lies and its last lines. */
    static String of(Path log) {
        List<String> lines;
        try {
            lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            return ", and its log " + log + " cannot be read";
        }
        List<String> plain = lines.stream().filter(line -> !line.startsWith("{")).toList();
        if (plain.size() == 1) {
            return ": " + plain.getFirst();
        }
        String end =
                String.join(
                        "\n  ",
                        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return ", see " + log + "; its last lines:\n  " + end;
    }
}
