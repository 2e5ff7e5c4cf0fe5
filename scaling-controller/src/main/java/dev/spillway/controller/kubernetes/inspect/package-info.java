/** Reads from a cluster what the doctor looks at. */
@NullMarked
package dev.spillway.controller.kubernetes.inspect;

import org.jspecify.annotations.NullMarked;
