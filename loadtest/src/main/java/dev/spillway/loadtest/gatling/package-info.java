/** The Gatling simulations and the settings they read. */
@NullMarked
package dev.spillway.loadtest.gatling;

import org.jspecify.annotations.NullMarked;
