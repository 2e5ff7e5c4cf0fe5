package dev.spillway.controller.recommend;

import java.time.Instant;

/**
 * Says how many workers a pool needs: a pure function over an observation and the policy's own
 * immutable state. The same object runs live, in the simulator and in shadow, so it reads no clock
 * and keeps nothing between calls.
 *
 * @param <S> its state: a record that JSON can carry, so that a decision can be replayed and a
 *     restarted controller goes on where the last one stopped
 */
public interface Policy<S> {

    /**
     * Names the rules and their parameters, so that a decision can be replayed by the same ones.
     */
    String version();

    /** What {@link #initialState} and every later state are. */
    Class<S> stateType();

    /** The state before the first observation. */
    S initialState();

    /**
     * Decides without looking at any bound.
     *
     * @param state as the last call returned it, or the initial one
     * @param seen what is known of the pool
     * @param now the moment of the decision
     */
    Advice<S> recommend(S state, Observation seen, Instant now);

    /**
     * Whether the policy limits the speed of its own steps. If not, the pool's behaviour (windows,
     * periods and rates) does it.
     */
    boolean pacesItself();
}
