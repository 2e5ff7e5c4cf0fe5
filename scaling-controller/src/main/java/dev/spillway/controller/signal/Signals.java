package dev.spillway.controller.signal;

import dev.spillway.controller.loop.PoolState;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * How all pools stand, as the last pass of the loop left it. Only a controller that leads makes
 * passes, so only that one knows.
 */
public final class Signals {

    /** Older numbers of a queue are nobody's to act upon, as in the loop itself. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(3);

    /** A pass is made each second; it takes longer while Redis does not answer. */
    private static final Duration PASSED_WITHIN = Duration.ofSeconds(10);

    private record Pass(Map<String, PoolSignals> pools, Instant at, long nanos) {}

    private final LongSupplier nanoTicker;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Pass> last = Optional.empty();

    public Signals(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /** A pass was made. */
    public void publish(List<PoolState> pools, Instant now) {
        Map<String, PoolSignals> byName = new TreeMap<>();
        for (PoolState state : pools) {
            byName.put(state.pool().name(), PoolSignals.of(state));
        }
        last = Optional.of(new Pass(byName, now, nanoTicker.getAsLong()));
        listeners.forEach(Runnable::run);
    }

    /** Is run after every pass, by the thread that made it: it must not take long. */
    public void onPass(Runnable listener) {
        listeners.add(listener);
    }

    /** What somebody is told who asks about a pool. */
    public Answer answer(SignalRequest request) {
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            return new Answer.Unavailable(trouble.get());
        }
        Pass pass = last.orElseThrow();
        PoolSignals pool = pass.pools().get(request.pool());
        if (pool == null) {
            return new Answer.Unknown(
                    "pool is '%s'; no pool has that name"
                            .formatted(SignalRequest.shown(request.pool())));
        }
        return isFresh(pool, pass)
                ? new Answer.Known(pool.isActive(request.kind()), pool.metrics(request))
                : new Answer.Unavailable(
                        "the queue of pool %s does not answer".formatted(pool.pool()));
    }

    /** All pools, those whose numbers are too old included. */
    public Collection<PoolSignals> pools() {
        return last.map(Pass::pools).orElse(Map.of()).values();
    }

    /** Whether a pool's requests were counted just now. */
    public boolean isFresh(PoolSignals pool) {
        return trouble().isEmpty() && isFresh(pool, last.orElseThrow());
    }

    private static boolean isFresh(PoolSignals pool, Pass pass) {
        return pool.queue()
                .filter(
                        queue ->
                                Duration.between(queue.at(), pass.at())
                                                .abs()
                                                .compareTo(COUNTED_WITHIN)
                                        <= 0)
                .isPresent();
    }

    /** Why nothing can be said about any pool, if that is so. */
    public Optional<String> trouble() {
        Optional<Pass> pass = last;
        if (pass.isEmpty()) {
            return Optional.of("this controller only stands by; the holder of its Lease answers");
        }
        Duration age = Duration.ofNanos(nanoTicker.getAsLong() - pass.get().nanos());
        return age.compareTo(PASSED_WITHIN) > 0
                ? Optional.of(
                        "the control loop made its last pass %d s ago".formatted(age.toSeconds()))
                : Optional.empty();
    }
}
