package dev.spillway.controller.loop;

import dev.spillway.fairqueue.control.Control;

/** The queues of all pools. */
public interface Queues {

    /** The queue of one pool; the same one for the same name. */
    Control of(String pool);

    /** Lets go of a pool's queue; its contents stay. */
    void release(String pool);
}
