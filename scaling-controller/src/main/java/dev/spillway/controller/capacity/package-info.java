/** How much a platform needs: tables of sizes, projections, right-sizing; pure. */
@NullMarked
package dev.spillway.controller.capacity;

import org.jspecify.annotations.NullMarked;
