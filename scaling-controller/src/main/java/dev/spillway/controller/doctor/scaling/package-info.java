/** Checks of what scales workloads: HPAs, VPAs, ScaledObjects. */
@NullMarked
package dev.spillway.controller.doctor.scaling;

import org.jspecify.annotations.NullMarked;
