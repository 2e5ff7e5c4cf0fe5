package dev.spillway.rag.worker;

import java.time.Duration;

/** Is told what the worker does. */
public interface WorkTally {

    /** A request was claimed after it had waited so long. */
    void claimed(Duration waited);

    /** A request is done with after so long in a slot. */
    void finished(Outcome outcome, Duration served);
}
