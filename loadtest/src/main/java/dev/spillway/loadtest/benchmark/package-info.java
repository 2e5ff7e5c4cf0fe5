/** Measures what the platform adds to the work itself, against a plain proxy in the same run. */
@NullMarked
package dev.spillway.loadtest.benchmark;

import org.jspecify.annotations.NullMarked;
