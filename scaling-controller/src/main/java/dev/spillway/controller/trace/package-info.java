/** Reads recorded traffic: Faro's counts, Azure's LLM requests, and a CSV of our own. */
@NullMarked
package dev.spillway.controller.trace;

import org.jspecify.annotations.NullMarked;
