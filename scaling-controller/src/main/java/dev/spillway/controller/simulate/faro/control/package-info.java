/** Who decides about replicas, and what it sees. */
@NullMarked
package dev.spillway.controller.simulate.faro.control;

import org.jspecify.annotations.NullMarked;
