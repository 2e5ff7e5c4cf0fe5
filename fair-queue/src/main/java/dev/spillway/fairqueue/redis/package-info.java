/** The queue on Redis: one function library decides, the client shares its round trips. */
@NullMarked
package dev.spillway.fairqueue.redis;

import org.jspecify.annotations.NullMarked;
