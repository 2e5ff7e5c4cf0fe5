/** Judges a run from its samples and its timeline; values in, values out. */
@NullMarked
package dev.spillway.loadtest.verdict;

import org.jspecify.annotations.NullMarked;
