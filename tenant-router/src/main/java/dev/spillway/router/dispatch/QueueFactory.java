package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;

/** Opens queues. Must succeed while the store is down: only operations may fail for that. */
public interface QueueFactory {
    FairQueue open(Domain domain);
}
