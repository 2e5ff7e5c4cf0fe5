/** Vectors of texts: the model's port, the cache in front of it, the questions asked again. */
@NullMarked
package dev.spillway.rag.embed;

import org.jspecify.annotations.NullMarked;
