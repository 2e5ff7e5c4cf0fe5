package dev.spillway.fairqueue.work;

/** Why a waiting worker was woken. */
public enum Wake {
    /** There may be work. */
    BELL,
    /** Nothing happened in time. */
    TIMEOUT
}
