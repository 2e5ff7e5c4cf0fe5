package dev.spillway.controller.recommend;

import java.time.Duration;

/** What is known of a pool's load, with its age. */
public sealed interface Signal {

    /** Known, and young enough to act on. */
    record Fresh(Load load, Duration age) implements Signal {}

    /** Known, but too old to act on. */
    record Stale(Load load, Duration age) implements Signal {}

    /** Never measured since the controller started. */
    record Missing() implements Signal {}
}
