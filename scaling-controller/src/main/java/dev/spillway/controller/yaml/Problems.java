package dev.spillway.controller.yaml;

import org.yaml.snakeyaml.error.Mark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of all documents. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(String file, Mark mark, String message) {
        found.add(new Problem(file, mark.getLine() + 1, message));
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public int count() {
        return found.size();
    }

    public List<Problem> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }
}
