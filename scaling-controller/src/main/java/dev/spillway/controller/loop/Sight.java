package dev.spillway.controller.loop;

import dev.spillway.controller.decision.Note;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The last that was seen of a pool's load, and how old it is. */
final class Sight {

    /** Older numbers are not acted upon. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(3);

    private Optional<Note.Sighting> sighting;
    private OptionalLong readNanos = OptionalLong.empty();

    /** Begins with what an earlier controller saw. */
    Sight(Optional<Note.Sighting> earlier) {
        this.sighting = earlier;
    }

    Optional<Note.Sighting> sighting() {
        return sighting;
    }

    void saw(Load load, long nanos, Instant now) {
        sighting = Optional.of(new Note.Sighting(load, now));
        readNanos = OptionalLong.of(nanos);
    }

    Signal signal(long nanos, Instant now) {
        if (sighting.isEmpty()) {
            return new Signal.Missing();
        }
        Load load = sighting.get().load();
        Duration age = age(sighting.get(), nanos, now);
        boolean fresh = !age.isNegative() && age.compareTo(FRESH_FOR) <= 0;
        return fresh ? new Signal.Fresh(load, age) : new Signal.Stale(load, age.abs());
    }

    /** By the ticker, which nobody sets; by the clock for what an earlier controller saw. */
    private Duration age(Note.Sighting seen, long nanos, Instant now) {
        return readNanos.isPresent()
                ? Duration.ofNanos(nanos - readNanos.getAsLong())
                : Duration.between(seen.at(), now);
    }
}
