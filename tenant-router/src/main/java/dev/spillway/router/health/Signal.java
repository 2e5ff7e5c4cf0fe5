package dev.spillway.router.health;

import java.util.Optional;

/** Something that must work before the router may get traffic. */
@FunctionalInterface
public interface Signal {
    /** What is wrong, in one line; empty when nothing is. */
    Optional<String> trouble();
}
