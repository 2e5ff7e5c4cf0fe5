/** The queue inside one process: the same contract for tests, and the model Redis is held to. */
@NullMarked
package dev.spillway.fairqueue.memory;

import org.jspecify.annotations.NullMarked;
