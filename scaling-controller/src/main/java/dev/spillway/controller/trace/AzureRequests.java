package dev.spillway.controller.trace;

import dev.spillway.controller.simulate.arrive.Replay;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A request a row: arrival time, tokens read, tokens written. */
final class AzureRequests {

    private static final String HEAD = "TIMESTAMP,ContextTokens,GeneratedTokens";

    private AzureRequests() {}

    static Trace parse(List<String> lines) throws WrongTraceException {
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEAD)) {
            throw new WrongTraceException("does not begin with the line " + HEAD);
        }
        List<String> rows = lines.stream().skip(1).filter(line -> !line.isBlank()).toList();
        if (rows.isEmpty()) {
            throw new WrongTraceException("holds no request");
        }
        long[] nanos = new long[rows.size()];
        int[] context = new int[rows.size()];
        int[] generated = new int[rows.size()];
        LocalDateTime first = time(rows.getFirst().split(",", -1), 2);
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            if (cells.length != 3) {
                throw new WrongTraceException(
                        "line %d has %d cells; 3 are needed".formatted(i + 2, cells.length));
            }
            nanos[i] = Math.max(0, ChronoUnit.NANOS.between(first, time(cells, i + 2)));
            context[i] = CsvTrace.tokens(cells[1], i + 2);
            generated[i] = CsvTrace.tokens(cells[2], i + 2);
        }
        return new Trace.Requests(Map.of(Trace.ALL, new Replay(nanos, context, generated)));
    }

    private static LocalDateTime time(String[] cells, int line) throws WrongTraceException {
        try {
            return LocalDateTime.parse(cells[0].strip().replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw new WrongTraceException(
                    "line %d begins with '%s'; a time such as 2023-11-16 18:17:03.97 is needed"
                            .formatted(line, cells[0]),
                    e);
        }
    }
}
