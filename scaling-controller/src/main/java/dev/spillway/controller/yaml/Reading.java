package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Catalog;

import java.util.List;

/** What came of reading documents. */
public sealed interface Reading {

    /** All of them are right, by themselves and together. */
    record Good(Catalog catalog) implements Reading {}

    /** At least one mistake; none of it counts. */
    record Refused(List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
