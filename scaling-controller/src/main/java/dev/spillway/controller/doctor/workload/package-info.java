/** Checks of workloads and their pods. */
@NullMarked
package dev.spillway.controller.doctor.workload;

import org.jspecify.annotations.NullMarked;
