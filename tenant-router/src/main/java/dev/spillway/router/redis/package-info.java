/** What the router reads from Redis besides the queues. */
@NullMarked
package dev.spillway.router.redis;

import org.jspecify.annotations.NullMarked;
