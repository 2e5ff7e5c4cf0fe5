/** The verdict inside a cluster, which only {@code kubectl} is asked for. */
@NullMarked
package dev.spillway.loadtest.e2e;

import org.jspecify.annotations.NullMarked;
