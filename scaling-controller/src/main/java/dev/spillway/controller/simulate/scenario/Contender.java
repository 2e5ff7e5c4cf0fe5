package dev.spillway.controller.simulate.scenario;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.simulate.line.WaitingLine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A policy that a scenario is run with, and what else is different in that run.
 *
 * @param label its name in tables and plots
 * @param policy its name in the registry
 * @param parameters of the policy
 * @param signal how its measurements come
 * @param decideEvery from one round of decisions to the next
 * @param perPool that a round spends on each pool, one after the other: writes to the cluster's API
 *     are throttled; zero for none
 * @param discipline of every pool, where it is not the pool's own
 * @param behavior of every pool, where it is not the pool's own
 * @param slotsPerWorker of every pool, where it is not the pool's own
 * @param maxReplicas of every pool, where it is not the pool's own
 * @param keepsMemory whether its state outlives a restart, where that is not as the fault says
 * @param bounds what holds it
 */
public record Contender(
        String label,
        String policy,
        Map<String, String> parameters,
        SignalPlan signal,
        Duration decideEvery,
        Duration perPool,
        Optional<WaitingLine.Discipline> discipline,
        Optional<Behavior> behavior,
        OptionalInt slotsPerWorker,
        OptionalInt maxReplicas,
        Optional<Boolean> keepsMemory,
        Bounding bounds) {

    /** What holds a policy that paces itself; the others always have the live controller's. */
    public enum Bounding {
        /** All that the live controller would. */
        LIVE,
        /** Minimum and maximum only, as where the policy comes from. */
        OWN
    }

    public Contender {
        parameters = Map.copyOf(parameters);
        if (decideEvery.isNegative() || decideEvery.isZero()) {
            throw new IllegalArgumentException(
                    "decideEvery is %s; it must be more than zero".formatted(decideEvery));
        }
    }

    /** A policy that decides every second on the queue's own numbers. */
    public static Contender of(String policy) {
        return new Contender(
                policy,
                policy,
                Map.of(),
                SignalPlan.DIRECT,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Bounding.LIVE);
    }

    /** The same with another name and other parameters of the policy. */
    public Contender as(String newLabel, Map<String, String> newParameters) {
        return new Contender(
                newLabel,
                policy,
                newParameters,
                signal,
                decideEvery,
                perPool,
                discipline,
                behavior,
                slotsPerWorker,
                maxReplicas,
                keepsMemory,
                bounds);
    }

    /** The pool as it is in this run. */
    PoolPlan applyTo(PoolPlan pool) {
        return pool.with(
                discipline.orElse(pool.discipline()),
                maxReplicas.orElse(pool.maxReplicas()),
                behavior.orElse(pool.behavior()),
                slotsPerWorker.isPresent()
                        ? pool.fleet().withSlots(slotsPerWorker.getAsInt())
                        : pool.fleet());
    }
}
