/** What a cycle through the queue costs, measured on this machine. */
@NullMarked
package dev.spillway.fairqueue.benchmark;

import org.jspecify.annotations.NullMarked;
