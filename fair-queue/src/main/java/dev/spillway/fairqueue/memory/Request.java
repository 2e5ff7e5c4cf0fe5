package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.work.WorkerId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One request and how far it is. */
final class Request {

    private static final int MOST_ROUTERS = 4;

    enum State {
        WAITING,
        IN_FLIGHT,
        FINISHED
    }

    final RequestId id;
    final Account account;
    final String payload;
    State state = State.WAITING;
    List<RouterId> routers;
    long sequence;
    long enqueuedMillis;
    long deadlineMillis;
    int attempt;
    int lapses;
    boolean cancelled;
    @Nullable WorkerId worker;
    long claimedMillis;
    long leaseEndMillis;
    double chargeMillis;
    @Nullable Reply reply;
    long finishedMillis;

    Request(RequestId id, Account account, String payload, RouterId router) {
        this.id = id;
        this.account = account;
        this.payload = payload;
        this.routers = List.of(router);
    }

    /** The router that asked last comes first; the oldest beyond four is forgotten. */
    void attach(RouterId router) {
        List<RouterId> addresses = new ArrayList<>(List.of(router));
        routers.stream()
                .filter(each -> !each.equals(router))
                .limit(MOST_ROUTERS - 1L)
                .forEach(addresses::add);
        routers = List.copyOf(addresses);
        cancelled = false;
    }

    /** When something must be done about it: its deadline while it waits, then its lease's end. */
    long dueMillis() {
        return state == State.WAITING ? deadlineMillis : leaseEndMillis;
    }

    /** Expired or cancelled: it has no answer, so the same id may come again. */
    boolean isVoid() {
        return reply != null
                && (reply.status() == Reply.Status.EXPIRED
                        || reply.status() == Reply.Status.CANCELLED);
    }

    Reply reply(Reply.Status status, int byAttempt, int sequenceInAttempt, String body, long now) {
        long waited = byAttempt > 0 ? claimedMillis - enqueuedMillis : now - enqueuedMillis;
        long served = byAttempt > 0 ? now - claimedMillis : 0;
        return new Reply(
                id,
                account.tenant,
                status,
                byAttempt,
                sequenceInAttempt,
                body,
                Duration.ofMillis(Math.max(0, waited)),
                Duration.ofMillis(Math.max(0, served)));
    }
}
