package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.FairQueueContract;

final class InMemoryFairQueueTest extends FairQueueContract {

    @Override
    protected FairQueue newQueue() {
        return new InMemoryFairQueue(new Domain("test"), clock);
    }
}
