/** The policy in the simulation: what it sees, how late, and what its bounds make of it. */
@NullMarked
package dev.spillway.controller.simulate.steer;

import org.jspecify.annotations.NullMarked;
