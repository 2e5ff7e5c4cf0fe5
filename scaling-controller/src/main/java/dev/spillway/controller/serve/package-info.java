/** The running controller: wiring, its loop's schedule, and its REST interface and metrics. */
@NullMarked
package dev.spillway.controller.serve;

import org.jspecify.annotations.NullMarked;
