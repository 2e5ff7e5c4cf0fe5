/** The port of the chunk index, and retrieval over it; the tenant is an argument everywhere. */
@NullMarked
package dev.spillway.rag.index;

import org.jspecify.annotations.NullMarked;
