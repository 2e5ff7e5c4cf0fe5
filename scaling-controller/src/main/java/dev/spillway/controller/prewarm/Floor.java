package dev.spillway.controller.prewarm;

import java.time.Instant;
import java.util.Optional;

/**
 * The workers that schedules ask for at one moment.
 *
 * @param replicas workers at least; 0 where no window holds
 * @param setBy the window that asks for them
 * @param nextChange when the number or the window changes next, if nothing new is measured; empty
 *     when no window is to come
 */
public record Floor(int replicas, Optional<Source> setBy, Optional<Instant> nextChange) {

    /** No schedule asks for anything, ever. */
    public static final Floor NONE = new Floor(0, Optional.empty(), Optional.empty());

    /**
     * One occurrence of a window.
     *
     * @param schedule its schedule's name
     * @param window its name
     * @param start when its workers are asked for
     * @param readyBy when they are to be ready
     * @param until when they are needed no more
     */
    public record Source(
            String schedule, String window, Instant start, Instant readyBy, Instant until) {

        boolean isTheSameAs(Source other) {
            return schedule.equals(other.schedule)
                    && window.equals(other.window)
                    && readyBy.equals(other.readyBy);
        }
    }
}
