package dev.spillway.controller.trace;

import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our own CSV: {@code seconds,tenant} with a request a row, the same with {@code
 * context_tokens,generated_tokens}, or {@code seconds,tenant,count} with the requests of the bin
 * that begins there.
 */
final class CsvTrace {

    private static final String REQUESTS = "seconds,tenant";
    private static final String SIZED = "seconds,tenant,context_tokens,generated_tokens";
    private static final String COUNTS = "seconds,tenant,count";

    private CsvTrace() {}

    private record Row(double seconds, String tenant, int first, int second) {}

    static Trace parse(List<String> lines) throws WrongTraceException {
        String head = lines.isEmpty() ? "" : lines.getFirst().strip();
        int columns =
                switch (head) {
                    case REQUESTS -> 2;
                    case COUNTS -> 3;
                    case SIZED -> 4;
                    default ->
                            throw new WrongTraceException(
                                    "begins with '%s'; allowed are %s; %s; %s"
                                            .formatted(head, REQUESTS, SIZED, COUNTS));
                };
        Map<String, List<Row>> byTenant = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                Row row = row(lines.get(i).split(",", -1), columns, i + 1);
                byTenant.computeIfAbsent(row.tenant(), _ -> new ArrayList<>()).add(row);
            }
        }
        if (byTenant.isEmpty()) {
            throw new WrongTraceException("holds no row");
        }
        return columns == 3 ? counts(byTenant) : requests(byTenant, columns == 4);
    }

    private static Row row(String[] cells, int columns, int line) throws WrongTraceException {
        if (cells.length != columns) {
            throw new WrongTraceException(
                    "line %d has %d cells; %d are needed".formatted(line, cells.length, columns));
        }
        double seconds;
        try {
            seconds = Double.parseDouble(cells[0].strip());
        } catch (NumberFormatException notANumber) {
            seconds = -1;
        }
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new WrongTraceException(
                    "line %d begins with '%s'; seconds from 0 on are needed"
                            .formatted(line, cells[0]));
        }
        return new Row(
                seconds,
                cells[1].strip(),
                columns > 2 ? tokens(cells[2], line) : 0,
                columns > 3 ? tokens(cells[3], line) : 0);
    }

    static int tokens(String cell, int line) throws WrongTraceException {
        try {
            int value = Integer.parseInt(cell.strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // The same line as for a negative number.
        }
        throw new WrongTraceException(
                "line %d has '%s'; whole numbers from 0 on are needed".formatted(line, cell));
    }

    private static Trace requests(Map<String, List<Row>> byTenant, boolean sized) {
        Map<String, Replay> replays = new LinkedHashMap<>();
        byTenant.forEach(
                (tenant, rows) ->
                        replays.put(
                                tenant,
                                new Replay(
                                        rows.stream()
                                                .mapToLong(row -> (long) (row.seconds() * 1e9))
                                                .toArray(),
                                        sized
                                                ? rows.stream().mapToInt(Row::first).toArray()
                                                : new int[0],
                                        sized
                                                ? rows.stream().mapToInt(Row::second).toArray()
                                                : new int[0])));
        return new Trace.Requests(replays);
    }

    /** A bin is as long as the shortest gap between the times of the file. */
    private static Trace counts(Map<String, List<Row>> byTenant) throws WrongTraceException {
        double[] times =
                byTenant.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Row::seconds)
                        .distinct()
                        .sorted()
                        .toArray();
        double bin = Double.POSITIVE_INFINITY;
        for (int i = 1; i < times.length; i++) {
            bin = Math.min(bin, times[i] - times[i - 1]);
        }
        if (times.length < 2) {
            throw new WrongTraceException(
                    "has counts of one time only; two are needed to know how long a bin is");
        }
        Map<String, Rate.Bins> rates = new LinkedHashMap<>();
        for (Map.Entry<String, List<Row>> tenant : byTenant.entrySet()) {
            Double[] perSecond = new Double[(int) Math.round(times[times.length - 1] / bin) + 1];
            java.util.Arrays.fill(perSecond, 0.0);
            for (Row row : tenant.getValue()) {
                perSecond[(int) Math.round(row.seconds() / bin)] += row.first() / bin;
            }
            rates.put(tenant.getKey(), new Rate.Bins(List.of(perSecond), bin));
        }
        return new Trace.Counts(rates);
    }
}
