/** The queue on a real Redis under test. */
@NullMarked
package dev.spillway.fairqueue.redis;

import org.jspecify.annotations.NullMarked;
