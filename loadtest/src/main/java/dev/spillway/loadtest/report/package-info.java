/** Writes a verdict for people and for programs. */
@NullMarked
package dev.spillway.loadtest.report;

import org.jspecify.annotations.NullMarked;
