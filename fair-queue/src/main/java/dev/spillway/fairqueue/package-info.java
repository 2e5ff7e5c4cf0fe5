/**
 * A queue per tenant, served by weighted start-time fair queueing: one tenant's flood waits in its
 * own queue. The contract is split by who uses it: {@code admission} (routers), {@code work}
 * (workers), {@code control} (controllers).
 */
@NullMarked
package dev.spillway.fairqueue;

import org.jspecify.annotations.NullMarked;
