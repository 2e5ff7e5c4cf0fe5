package dev.spillway.controller.simulate.faro.serving;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The replicas of one tenant, and whose turn it is: round robin over a random order that is drawn
 * anew whenever a replica comes or goes.
 */
final class Dispatcher {

    private final int outstanding;
    private final RandomGenerator random;

    /** In the order in which they came. */
    private final List<Replica> active = new ArrayList<>();

    private final List<Replica> holding = new ArrayList<>();
    private Replica[] ring = {};
    private int turn;

    /**
     * @param outstanding requests a replica may hold
     */
    Dispatcher(int outstanding, RandomGenerator random) {
        this.outstanding = outstanding;
        this.random = random;
    }

    int size() {
        return active.size();
    }

    void add() {
        Replica replica = new Replica();
        active.add(replica);
        holding.add(replica);
        shuffle();
    }

    /** The last one that came goes first; it serves what it holds. */
    void removeLast() {
        Replica replica = active.removeLast();
        replica.draining = true;
        forgetIfDone(replica);
        shuffle();
    }

    /** The next one that may take a request. */
    @Nullable Replica next() {
        for (int i = 0; i < ring.length; i++) {
            Replica replica = ring[turn];
            turn = turn + 1 == ring.length ? 0 : turn + 1;
            if (replica.held.size() < outstanding) {
                return replica;
            }
        }
        return null;
    }

    /** All that may hold requests, the draining ones included. */
    List<Replica> holding() {
        return holding;
    }

    void forgetIfDone(Replica replica) {
        if (replica.draining && replica.held.isEmpty()) {
            holding.remove(replica);
        }
    }

    private void shuffle() {
        ring = active.toArray(Replica[]::new);
        for (int i = ring.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Replica other = ring[j];
            ring[j] = ring[i];
            ring[i] = other;
        }
        turn = 0;
    }
}
