package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Catalog;

import java.util.List;

/** What came of reading documents. */
public sealed interface Reading {

    /** What came of documents that count together or not at all, as those of files do. */
    sealed interface Whole extends Reading {}

    /** All of them are right, by themselves and together. */
    record Good(Catalog catalog) implements Whole {}

    /** At least one mistake; none of it counts. */
    record Refused(List<Problem> problems) implements Whole {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Some have mistakes; the others count, and of those the last that were right. */
    record Partial(Catalog catalog, List<Problem> problems) implements Reading {
        public Partial {
            problems = List.copyOf(problems);
        }
    }
}
