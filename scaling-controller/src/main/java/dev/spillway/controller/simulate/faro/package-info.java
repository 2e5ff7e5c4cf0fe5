/** The published setting of Faro (EuroSys 2025), rebuilt to compare policies on its trace. */
@NullMarked
package dev.spillway.controller.simulate.faro;

import org.jspecify.annotations.NullMarked;
