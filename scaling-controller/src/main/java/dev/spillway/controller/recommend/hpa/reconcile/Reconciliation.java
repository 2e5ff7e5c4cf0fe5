package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.normalize.LimitReason;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of one round.
 *
 * @param replicas the target has now: what was set, or what it had
 * @param rescaled whether they were set
 * @param proposals replicas by metric, in the order of the spec; none where metrics were not looked
 *     at, an empty one for a metric that failed
 * @param stabilized the highest proposal after the look-back; empty without proposals
 * @param limit that binds; empty where none was looked at
 * @param events in their order
 * @param error that ends the round, or that it goes on in spite of
 * @param statusChanged whether the status has to be written
 * @param next state
 */
public record Reconciliation(
        int replicas,
        boolean rescaled,
        List<OptionalInt> proposals,
        OptionalInt stabilized,
        Optional<LimitReason> limit,
        List<Event> events,
        Optional<String> error,
        boolean statusChanged,
        HpaState next) {

    public Reconciliation {
        proposals = List.copyOf(proposals);
        events = List.copyOf(events);
    }

    public Optional<Condition> condition(Condition.Type type) {
        return next.status().condition(type);
    }
}
