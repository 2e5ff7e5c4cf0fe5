package dev.spillway.controller.recommend.keda;

import dev.spillway.controller.recommend.hpa.HpaPolicyState;

import java.time.Instant;
import java.util.Optional;

/**
 * What the policy carries from one decision to the next.
 *
 * @param hpa its HPA's state
 * @param lastPoll the last look for work
 * @param lastActive the last look that found some
 */
public record KedaState(
        HpaPolicyState hpa, Optional<Instant> lastPoll, Optional<Instant> lastActive) {}
