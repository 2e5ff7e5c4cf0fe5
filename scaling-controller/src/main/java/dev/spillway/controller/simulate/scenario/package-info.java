/** A scenario as data. */
@NullMarked
package dev.spillway.controller.simulate.scenario;

import org.jspecify.annotations.NullMarked;
