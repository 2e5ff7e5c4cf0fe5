/** Reads the catalog from YAML documents, strictly: every mistake gets its file and line. */
@NullMarked
package dev.spillway.controller.yaml;

import org.jspecify.annotations.NullMarked;
