package dev.spillway.controller.yaml;

import java.util.Optional;

/** Where the catalog comes from. */
public interface CatalogSource {

    /** What it says now; empty when nothing changed since the last call. */
    Optional<Reading> poll();
}
