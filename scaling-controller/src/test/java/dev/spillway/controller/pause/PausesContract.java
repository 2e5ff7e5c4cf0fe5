package dev.spillway.controller.pause;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

/** What everything must do that keeps pauses. */
public abstract class PausesContract {

    protected static final Pause BY_AMY =
            new Pause(6, Instant.parse("2026-01-05T02:47:13.123456789Z"), "amy", "flood, \"🌊\"");
    protected static final Pause BY_BOB =
            new Pause(0, Instant.parse("2026-01-05T02:50:00Z"), "bob", "");

    /** What the next controller finds; the first call finds nothing. */
    protected abstract Pauses next();

    @Test
    void knowsNothingAtFirst() {
        assertThat(next().all()).isEmpty();
    }

    @Test
    void theNextControllerFindsEveryPause() {
        Pauses pauses = next();
        pauses.put("shared", BY_AMY);
        pauses.put("media", BY_BOB);

        assertThat(pauses.all()).isEqualTo(Map.of("shared", BY_AMY, "media", BY_BOB));
        assertThat(next().all()).isEqualTo(Map.of("shared", BY_AMY, "media", BY_BOB));
    }

    @Test
    void aPoolHasOnePause() {
        Pauses pauses = next();
        pauses.put("shared", BY_AMY);
        pauses.put("shared", BY_BOB);

        assertThat(pauses.all()).containsExactly(Map.entry("shared", BY_BOB));
        assertThat(next().all()).containsExactly(Map.entry("shared", BY_BOB));
    }

    @Test
    void whatEndsIsGoneForTheNextControllerToo() {
        Pauses pauses = next();
        pauses.put("shared", BY_AMY);
        pauses.put("media", BY_BOB);
        pauses.remove("shared");
        pauses.remove("never-paused");

        assertThat(pauses.all()).containsOnlyKeys("media");
        assertThat(next().all()).containsOnlyKeys("media");
    }
}
