/** The worker's own small HTTP surface: health and metrics. */
@NullMarked
package dev.spillway.rag.http;

import org.jspecify.annotations.NullMarked;
