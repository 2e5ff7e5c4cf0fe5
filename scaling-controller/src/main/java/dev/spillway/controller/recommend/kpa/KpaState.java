package dev.spillway.controller.recommend.kpa;

import dev.spillway.controller.recommend.Answer;

import java.time.Instant;
import java.util.Optional;

/**
 * What the policy carries from one decision to the next.
 *
 * @param concurrency measured
 * @param panicking the last moment that gave reason for panic, while it lasts
 * @param panicPeak workers asked for at most since panic began
 * @param idleSince since when no worker is needed
 * @param lastTick the last look
 * @param answer what it gave
 */
public record KpaState(
        Concurrency concurrency,
        Optional<Instant> panicking,
        int panicPeak,
        Optional<Instant> idleSince,
        Optional<Instant> lastTick,
        Optional<Answer> answer) {

    static final KpaState NEW =
            new KpaState(
                    Concurrency.NONE,
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
