package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.arrive.ArrivalStream;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Work;

import java.util.random.RandomGenerator;

/** Users that think, ask, and wait for the answer; looked at every second for their number. */
final class UserGroup {

    static final Runnable NOBODY_WAITS = () -> {};

    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final ArrivalStream NO_SIZE = () -> ArrivalStream.END;

    private final Arrivals.Users users;
    private final Work work;
    private final SimulatedPool pool;
    private final int tenant;
    private final EventQueue events;
    private final RandomGenerator thinking;
    private final RandomGenerator sizes;
    private final long endNanos;
    private int present;

    UserGroup(
            Arrivals.Users users,
            Work work,
            SimulatedPool pool,
            int tenant,
            EventQueue events,
            RandomGenerator thinking,
            RandomGenerator sizes,
            long endNanos) {
        this.users = users;
        this.work = work;
        this.pool = pool;
        this.tenant = tenant;
        this.events = events;
        this.thinking = thinking;
        this.sizes = sizes;
        this.endNanos = endNanos;
    }

    void begin() {
        int wanted = wanted();
        while (present < wanted) {
            present++;
            thinkThenAsk();
        }
        if (events.nowNanos() + LOOK_NANOS < endNanos) {
            events.in(LOOK_NANOS, this::begin);
        }
    }

    private int wanted() {
        return (int) Math.round(users.count().at(events.nowNanos() / 1e9));
    }

    private void thinkThenAsk() {
        long at = events.nowNanos() + (long) (users.think().sampleSeconds(thinking) * 1e9);
        if (at < endNanos) {
            events.at(at, this::ask);
        }
    }

    private void ask() {
        pool.arrive(tenant, work.sampleSeconds(NO_SIZE, sizes), this::hasItsAnswer);
    }

    private void hasItsAnswer() {
        if (present > wanted()) {
            present--;
        } else {
            thinkThenAsk();
        }
    }
}
