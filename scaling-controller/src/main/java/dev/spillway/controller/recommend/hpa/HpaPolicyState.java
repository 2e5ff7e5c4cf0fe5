package dev.spillway.controller.recommend.hpa;

import dev.spillway.controller.recommend.Answer;
import dev.spillway.controller.recommend.hpa.reconcile.HpaState;

import java.time.Instant;
import java.util.Optional;

/**
 * What the policy carries from one decision to the next.
 *
 * @param hpa the autoscaler's own state
 * @param lastSync its last look
 * @param answer what it said then
 */
public record HpaPolicyState(HpaState hpa, Optional<Instant> lastSync, Optional<Answer> answer) {

    static final HpaPolicyState NEW =
            new HpaPolicyState(HpaState.NEW, Optional.empty(), Optional.empty());
}
