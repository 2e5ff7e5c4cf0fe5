package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.admission.Reply;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One HTTP request that waits for replies. */
final class Waiter {
    /** What a waiter can be told. */
    sealed interface Event {
        record Arrived(Reply reply) implements Event {}

        record Drained() implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    void tell(Event event) {
        events.add(event);
    }

    /** The next event, or null when none came in time. */
    @Nullable Event await(long patienceNanos) throws InterruptedException {
        return events.poll(patienceNanos, TimeUnit.NANOSECONDS);
    }
}
