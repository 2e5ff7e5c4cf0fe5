package dev.spillway.controller.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The latest decisions of each pool, and the judge of which are worth keeping: every one that says
 * something else than the one before, and otherwise one every 30 s as a sign of life.
 */
public final class DecisionHistory {

    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final int KEPT_PER_POOL = 300;

    private final Consumer<Decision> file;
    private final Map<String, Deque<Decision>> byPool = new HashMap<>();
    private final Map<String, Decision> lastChange = new HashMap<>();

    /**
     * Begins empty.
     *
     * @param file gets each kept decision too
     */
    public DecisionHistory(Consumer<Decision> file) {
        this.file = file;
    }

    /** Keeps a decision if it is worth keeping, and says whether it was. */
    public synchronized boolean add(Decision decision) {
        Deque<Decision> kept = byPool.computeIfAbsent(decision.pool(), _ -> new ArrayDeque<>());
        Decision last = kept.peekLast();
        if (last != null && decision.saysTheSameAs(last) && !isDue(last, decision.at())) {
            return false;
        }
        kept.addLast(decision);
        if (kept.size() > KEPT_PER_POOL) {
            kept.removeFirst();
        }
        if (decision.changesSomething() || last == null) {
            lastChange.put(decision.pool(), decision);
        }
        file.accept(decision);
        return true;
    }

    private static boolean isDue(Decision last, Instant now) {
        return !last.at().plus(QUIET).isAfter(now);
    }

    /** The latest kept decisions of a pool, newest first. */
    public synchronized List<Decision> latest(String pool, int most) {
        List<Decision> newestFirst = new ArrayList<>(byPool.getOrDefault(pool, new ArrayDeque<>()));
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst.subList(0, Math.min(most, newestFirst.size())));
    }

    /**
     * The latest kept decision of a pool that was made no later; the rest of its life it said so.
     */
    public synchronized Optional<Decision> at(String pool, Instant time) {
        return latest(pool, KEPT_PER_POOL).stream()
                .filter(decision -> !decision.at().isAfter(time))
                .findFirst();
    }

    /** The last decision that changed something, or the first there was. */
    public synchronized Optional<Decision> lastChange(String pool) {
        return Optional.ofNullable(lastChange.get(pool));
    }

    /** The last decision up to a time that changed something, among those that are kept. */
    public synchronized Optional<Decision> lastChange(String pool, Instant time) {
        return latest(pool, KEPT_PER_POOL).stream()
                .filter(decision -> !decision.at().isAfter(time))
                .filter(Decision::changesSomething)
                .findFirst()
                .or(() -> lastChange(pool).filter(last -> !last.at().isAfter(time)))
                .filter(Decision::changesSomething);
    }

    public synchronized void forget(String pool) {
        byPool.remove(pool);
        lastChange.remove(pool);
    }
}
