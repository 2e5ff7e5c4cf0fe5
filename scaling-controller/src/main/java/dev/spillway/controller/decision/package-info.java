/** Decision records: what was seen, recommended, bounded and done. */
@NullMarked
package dev.spillway.controller.decision;

import org.jspecify.annotations.NullMarked;
