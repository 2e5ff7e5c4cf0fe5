/** Runs the published policies in the published setting, and compares the results. */
@NullMarked
package dev.spillway.controller.simulate.faro.calibration;

import org.jspecify.annotations.NullMarked;
