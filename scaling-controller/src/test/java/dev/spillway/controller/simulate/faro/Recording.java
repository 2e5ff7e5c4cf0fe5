package dev.spillway.controller.simulate.faro;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** A recorded run of the original: a CSV file of numbers under one heading. */
final class Recording {

    private Recording() {}

    /** The rows of {@code faro-golden/<run>.<part>.csv}. */
    static List<double[]> rows(String run, String part) throws IOException {
        return Files.readAllLines(Traces.file("faro-golden/%s.%s.csv".formatted(run, part)))
                .stream()
                .skip(1)
                .map(line -> numbers(line.split(",")))
                .toList();
    }

    /** What the run came to, without its name. */
    static double[] expected(String run) throws IOException {
        return Files.readAllLines(Traces.file("faro-golden/expected.csv")).stream()
                .map(line -> line.split(","))
                .filter(fields -> fields[0].equals(run))
                .map(fields -> numbers(Arrays.copyOfRange(fields, 1, fields.length)))
                .findFirst()
                .orElseThrow();
    }

    private static double[] numbers(String[] fields) {
        return Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray();
    }
}
