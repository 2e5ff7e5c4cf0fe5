package dev.spillway.loadtest.scenario;

import dev.spillway.loadtest.sample.Phase;

/** A phase's place in the run, in whole seconds from the start of the load. */
public record Stretch(Phase phase, int startSeconds, int lengthSeconds) {

    public int endSeconds() {
        return startSeconds + lengthSeconds;
    }
}
