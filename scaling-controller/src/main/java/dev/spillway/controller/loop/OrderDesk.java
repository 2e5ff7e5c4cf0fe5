package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.pause.Ruling;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Takes orders from any thread. The loop carries them out at the beginning of its next pass, so
 * that nothing comes between what somebody saw and what is done, and answers at the end of it, with
 * what was decided.
 */
public final class OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    private final Pauses pauses;
    private final Queue<Slip> waiting = new ConcurrentLinkedQueue<>();
    private final List<Done> done = new ArrayList<>();

    OrderDesk(Pauses pauses) {
        this.pauses = pauses;
    }

    /** What comes of an order. */
    public sealed interface Answer {

        /** It was carried out, and this is the pool after it. */
        record Obeyed(PoolState state) implements Answer {}

        /** It was not carried out. */
        record Refused(Ruling.Refused ruling) implements Answer {}
    }

    private record Slip(String name, Order order, CompletableFuture<Answer> answer) {}

    private record Done(String pool, CompletableFuture<Answer> answer) {}

    /**
     * Gives an order; one whose answer is cancelled before the next pass is not carried out.
     *
     * @param name a pool's, or that of a tenant whose pool is meant
     */
    public CompletableFuture<Answer> give(String name, Order order) {
        Slip slip = new Slip(name, order, new CompletableFuture<>());
        waiting.add(slip);
        return slip.answer();
    }

    /** Carries out what was ordered since the last pass. */
    void carryOut(Catalog catalog, Function<Pool, PoolLoop> loops, Instant now) {
        for (Slip slip = waiting.poll(); slip != null; slip = waiting.poll()) {
            if (slip.answer().isDone()) {
                continue;
            }
            Optional<Pool> pool = catalog.poolServing(slip.name());
            if (pool.isEmpty()) {
                refuse(slip, Ruling.unknown(slip.name()));
            } else {
                obey(slip, pool.get(), loops.apply(pool.get()), now);
            }
        }
    }

    private void obey(Slip slip, Pool pool, PoolLoop loop, Instant now) {
        Ruling ruling =
                Ruling.on(
                        slip.order(),
                        new Ruling.Situation(
                                pool.name(),
                                pool.minReplicas(),
                                pool.maxReplicas(),
                                loop.desired(),
                                Optional.ofNullable(pauses.all().get(pool.name()))));
        switch (ruling) {
            case Ruling.Refused refused -> refuse(slip, refused);
            case Ruling.Obeyed(List<Order> steps) -> {
                try {
                    steps.forEach(step -> take(new Order.Taken(now, step), loop, pool.name()));
                    done.add(new Done(pool.name(), slip.answer()));
                } catch (RuntimeException e) {
                    LOG.error("an order about pool {} could not be kept", pool.name(), e);
                    slip.answer().completeExceptionally(e);
                }
            }
        }
    }

    private static void refuse(Slip slip, Ruling.Refused refused) {
        slip.answer().complete(new Answer.Refused(refused));
    }

    private void take(Order.Taken taken, PoolLoop loop, String pool) {
        Order order = taken.order();
        if (order.kind() == Order.Kind.RESUME) {
            pauses.remove(pool);
        } else {
            pauses.put(pool, taken.pause());
        }
        loop.ordered(taken);
        LOG.info(
                "pool {}: {} by {}{}{}",
                pool,
                order.kind().word(),
                order.by(),
                order.replicas().isPresent() ? " at " + order.replicas().getAsInt() : "",
                order.reason().isEmpty() ? "" : ": " + order.reason());
    }

    /** Answers those whose orders were carried out. */
    void answer(List<PoolState> states) {
        for (Done each : done) {
            states.stream()
                    .filter(state -> state.pool().name().equals(each.pool()))
                    .forEach(state -> each.answer().complete(new Answer.Obeyed(state)));
        }
        done.clear();
    }
}
