package dev.spillway.fairqueue;

import dev.spillway.fairqueue.admission.Admission;
import dev.spillway.fairqueue.control.Control;
import dev.spillway.fairqueue.work.Work;

/**
 * The queue of one scheduling domain, seen from all sides. Every operation is atomic, may be
 * repeated after a lost connection without harm, and throws {@link QueueUnavailableException} when
 * the store does not answer. Safe for use by many threads.
 */
public interface FairQueue extends Admission, Work, Control, AutoCloseable {

    /** The domain whose tenants share this queue. */
    Domain domain();

    @Override
    void close();
}
