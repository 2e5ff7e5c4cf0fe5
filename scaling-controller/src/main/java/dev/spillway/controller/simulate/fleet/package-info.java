/** Workers that start, serve, drain and die, on nodes that take time to come. */
@NullMarked
package dev.spillway.controller.simulate.fleet;

import org.jspecify.annotations.NullMarked;
