/** Scenarios from end to end, by topic. */
@NullMarked
package dev.spillway.controller.e2e;

import org.jspecify.annotations.NullMarked;
