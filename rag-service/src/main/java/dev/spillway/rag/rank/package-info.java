/** Pure ranking: several orders of the same things become one. */
@NullMarked
package dev.spillway.rag.rank;

import org.jspecify.annotations.NullMarked;
