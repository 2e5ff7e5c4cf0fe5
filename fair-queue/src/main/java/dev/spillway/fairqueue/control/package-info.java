/** The controller's side of the queue: tenants and their limits in, exact measurements out. */
@NullMarked
package dev.spillway.fairqueue.control;

import org.jspecify.annotations.NullMarked;
