package dev.spillway.controller.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for a terminal: words to the left, numbers to the right. */
final class Table {

    private static final String NUMBER = "-|[0-9][0-9 .,/%a-z]*";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    void row(Object... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException(
                    "%d cells in a table of %d columns".formatted(cells.length, head.size()));
        }
        rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
    }

    /** All lines, the head first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(head));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), column))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private String padded(String cell, int column) {
        String padding = " ".repeat(width(column) - cell.length());
        return isNumeric(column) ? padding + cell : cell + padding;
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(head.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches(NUMBER));
    }
}
