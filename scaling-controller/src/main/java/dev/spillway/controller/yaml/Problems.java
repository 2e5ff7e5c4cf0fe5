package dev.spillway.controller.yaml;

import org.yaml.snakeyaml.error.Mark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of all documents. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String file, Mark mark, String message) {
        found.add(new Problem(file, mark.getLine() + 1, message));
    }

    void add(Problem problem) {
        found.add(problem);
    }

    int count() {
        return found.size();
    }

    List<Problem> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }
}
