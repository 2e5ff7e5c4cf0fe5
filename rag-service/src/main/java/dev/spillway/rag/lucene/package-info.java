/** The chunk index on Lucene: one index in memory per tenant. */
@NullMarked
package dev.spillway.rag.lucene;

import org.jspecify.annotations.NullMarked;
