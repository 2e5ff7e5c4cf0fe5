package dev.spillway.fairqueue.admission;

/** What became of a cancellation. */
public enum CancelOutcome {
    /** It was waiting and is gone. */
    REMOVED,
    /** A worker has it; the worker learns of it when it next renews its lease. */
    SIGNALLED,
    /** It was finished already. */
    FINISHED,
    /** No such request. */
    UNKNOWN
}
