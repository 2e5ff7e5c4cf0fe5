/** The worker's side of the queue: claim under a lease, renew it, complete it or give it back. */
@NullMarked
package dev.spillway.fairqueue.work;

import org.jspecify.annotations.NullMarked;
