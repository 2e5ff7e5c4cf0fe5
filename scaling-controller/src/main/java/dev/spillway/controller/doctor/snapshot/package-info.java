/** What the doctor looks at: a cluster as it was at one moment, as plain values. */
@NullMarked
package dev.spillway.controller.doctor.snapshot;

import org.jspecify.annotations.NullMarked;
