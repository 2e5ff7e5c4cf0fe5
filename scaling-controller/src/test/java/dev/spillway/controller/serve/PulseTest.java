package dev.spillway.controller.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

final class PulseTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Pulse pulse = new Pulse(START);

    @Test
    void passesThatFailLeaveItAliveButNotReady() {
        Instant now = START.plusSeconds(60);
        pulse.failed(now);

        assertThat(pulse.isAlive(now)).isTrue();
        assertThat(pulse.isReady(now, false)).isFalse();
    }

    @Test
    void aPassThatNeverEndsIsTheEnd() {
        pulse.passed(START.plusSeconds(1));

        assertThat(pulse.isAlive(START.plusSeconds(30))).isTrue();
        assertThat(pulse.isAlive(START.plusSeconds(31))).isFalse();
    }

    @Test
    void whoActsIsReadyOnceItsWritesAreTaken() {
        Instant now = START.plusSeconds(60);
        pulse.passed(now);

        assertThat(pulse.isReady(now, false)).as("standing by").isTrue();
        assertThat(pulse.isReady(now, true)).as("acting, nothing taken").isFalse();
        pulse.published(now);
        assertThat(pulse.isReady(now, true)).isTrue();
        assertThat(pulse.isReady(now.plusSeconds(5), true)).as("five seconds later").isFalse();
    }
}
