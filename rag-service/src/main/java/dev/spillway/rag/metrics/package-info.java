/** Names, units and labels of everything the worker measures. */
@NullMarked
package dev.spillway.rag.metrics;

import org.jspecify.annotations.NullMarked;
