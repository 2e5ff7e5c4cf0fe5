/** Policies side by side on the published setting of Faro. */
@NullMarked
package dev.spillway.controller.simulate.scoreboard;

import org.jspecify.annotations.NullMarked;
