/**
 * The router's side of the queue: hand in a request, be refused for a stated reason, take the
 * replies.
 */
@NullMarked
package dev.spillway.fairqueue.admission;

import org.jspecify.annotations.NullMarked;
