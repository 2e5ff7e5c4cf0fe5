/** One decision: what was seen, recommended, bounded and done, and what the next one must know. */
@NullMarked
package dev.spillway.controller.decision;

import org.jspecify.annotations.NullMarked;
