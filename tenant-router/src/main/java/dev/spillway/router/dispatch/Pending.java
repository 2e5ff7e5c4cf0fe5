package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.Submission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of one pool that somebody at this router waits for. Safe for many threads. */
final class Pending {
    private final Map<RequestId, Entry> entries = new ConcurrentHashMap<>();

    /**
     * One request.
     *
     * @param submission what was handed to the queue
     * @param deadlineNanos when its timeout passes, by the router's ticker
     * @param waiters who waits; never empty
     * @param lost whether the queue's store has forgotten it
     */
    record Entry(Submission submission, long deadlineNanos, List<Waiter> waiters, boolean lost) {
        Entry {
            waiters = List.copyOf(waiters);
        }

        Entry with(Waiter waiter) {
            List<Waiter> more = new ArrayList<>(waiters);
            more.add(waiter);
            return new Entry(submission, deadlineNanos, more, lost);
        }

        Entry without(Waiter waiter) {
            return new Entry(
                    submission,
                    deadlineNanos,
                    waiters.stream().filter(other -> other != waiter).toList(),
                    lost);
        }

        Entry lost(boolean now) {
            return new Entry(submission, deadlineNanos, waiters, now);
        }
    }

    void add(Submission submission, long deadlineNanos, Waiter waiter) {
        entries.merge(
                submission.id(),
                new Entry(submission, deadlineNanos, List.of(waiter), false),
                (known, fresh) -> known.with(waiter));
    }

    /** Returns whether it was the last who waited for the request. */
    boolean remove(RequestId id, Waiter waiter) {
        return entries.computeIfPresent(
                        id,
                        (same, entry) -> {
                            Entry rest = entry.without(waiter);
                            return rest.waiters().isEmpty() ? null : rest;
                        })
                == null;
    }

    /** Hands a reply to all who wait for it; a reply of another tenant's request to nobody. */
    boolean deliver(Reply reply) {
        Entry entry = entries.get(reply.id());
        if (entry == null || !entry.submission().tenant().equals(reply.tenant())) {
            return false;
        }
        entry.waiters().forEach(waiter -> waiter.tell(new Waiter.Event.Arrived(reply)));
        return true;
    }

    void markAllLost() {
        entries.replaceAll((id, entry) -> entry.lost(true));
    }

    void markFound(RequestId id) {
        entries.computeIfPresent(id, (same, entry) -> entry.lost(false));
    }

    Collection<Entry> lost() {
        return entries.values().stream().filter(Entry::lost).toList();
    }

    void drain() {
        entries.values()
                .forEach(
                        entry ->
                                entry.waiters()
                                        .forEach(
                                                waiter -> waiter.tell(new Waiter.Event.Drained())));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
