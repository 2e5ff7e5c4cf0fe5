/** Cuts Markdown and plain text into chunks and sentences, each an exact range of its source. */
@NullMarked
package dev.spillway.rag.split;

import org.jspecify.annotations.NullMarked;
