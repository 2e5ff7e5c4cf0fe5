/** The contract that every queue keeps, and what is needed to test it. */
@NullMarked
package dev.spillway.fairqueue;

import org.jspecify.annotations.NullMarked;
