/** Pods on a node: what starts, what stops, and how long that takes. */
@NullMarked
package dev.spillway.controller.simulate.faro.plant;

import org.jspecify.annotations.NullMarked;
