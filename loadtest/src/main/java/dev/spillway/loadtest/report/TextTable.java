package dev.spillway.loadtest.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text with aligned columns. */
public final class TextTable {

    private static final Pattern NUMBER = Pattern.compile("|-|[0-9.,]+(x| ms| s| %)?");

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable row(String... cells) {
        rows.add(Arrays.asList(cells));
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths =
                IntStream.range(0, columns)
                        .map(
                                column ->
                                        rows.stream()
                                                .filter(row -> row.size() > column)
                                                .mapToInt(row -> row.get(column).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        boolean[] numbers = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            numbers[column] = isNumeric(column);
        }
        return rows.stream()
                .map(row -> line(row, widths, numbers))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Whether the column, its title aside, is of numbers and blanks only: those line up on the
     * right.
     */
    private boolean isNumeric(int column) {
        return rows.stream()
                .skip(1)
                .filter(row -> row.size() > column)
                .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), widths[column], numbers[column]))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String padded(String cell, int width, boolean number) {
        String padding = " ".repeat(width - cell.length());
        return number ? padding + cell : cell + padding;
    }
}
