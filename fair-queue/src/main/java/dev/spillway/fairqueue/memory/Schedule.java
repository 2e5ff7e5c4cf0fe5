package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.CancelOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.Tally;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of one domain and its rules, step by step those of the function library. Not
 * thread-safe.
 */
final class Schedule {

    static final int SKIPS = 8;
    static final int SWEEP = 200;
    private static final int MOST_LAPSES = 3;
    private static final long KEEP_MILLIS = 120_000;
    private static final Comparator<Account> BY_TAG =
            Comparator.<Account>comparingDouble(account -> account.virtualFinish)
                    .thenComparing(account -> account.tenant);

    final Map<TenantId, Account> accounts = new TreeMap<>();
    final Roster roster = new Roster();
    final Mailboxes mailboxes = new Mailboxes();
    final VirtualTime virtualTime = new VirtualTime(accounts, roster);
    private final Map<RequestId, Request> requests = new HashMap<>();
    DomainPolicy policy = new DomainPolicy(Fairness.WEIGHTED, 100_000);
    private long sequence;

    /** Claims that found less than they could take, since the bell last rang for one. */
    int idleClaims;

    @Nullable Request find(RequestId id, long now) {
        Request request = requests.get(id);
        if (request != null
                && request.state == Request.State.FINISHED
                && now - request.finishedMillis >= KEEP_MILLIS) {
            requests.remove(id);
            return null;
        }
        return request;
    }

    int waiting() {
        return accounts.values().stream().mapToInt(account -> account.queue.size()).sum();
    }

    void accept(Request request) {
        request.sequence = ++sequence;
        requests.put(request.id, request);
        if (idleClaims > 0) {
            ring();
        }
        virtualTime.join(request.account);
        request.account.queue.put(request.sequence, request);
        request.account.count(Tally.ACCEPTED);
    }

    /** The tenant to serve next; one at its cap lets the next go first, if another can. */
    Optional<Account> next() {
        if (policy.fairness() == Fairness.FIFO) {
            return accounts.values().stream()
                    .filter(Account::mayBeServed)
                    .min(Comparator.comparing(account -> account.queue.firstKey()));
        }
        List<Account> first =
                accounts.values().stream()
                        .filter(Account::mayBeServed)
                        .sorted(BY_TAG)
                        .limit(SKIPS + 1L)
                        .toList();
        return first.stream()
                .filter(account -> account.inFlight < account.policy.maxInFlight())
                .findFirst()
                .or(() -> first.stream().findFirst());
    }

    void grant(Request request, long now) {
        Account account = request.account;
        request.state = Request.State.IN_FLIGHT;
        request.attempt++;
        request.claimedMillis = now;
        account.queue.remove(request.sequence);
        account.inFlight++;
        virtualTime.charge(request);
    }

    /** Why a request must not go on. */
    static Optional<Reply.Status> ending(Request request, long now) {
        if (request.cancelled || request.account.removed) {
            return Optional.of(Reply.Status.CANCELLED);
        }
        return now >= request.deadlineMillis ? Optional.of(Reply.Status.EXPIRED) : Optional.empty();
    }

    void finish(Request request, Reply.Status status, String body, long now) {
        int attempt = request.state == Request.State.IN_FLIGHT ? request.attempt : 0;
        if (request.state == Request.State.IN_FLIGHT) {
            land(request);
        } else {
            request.account.queue.remove(request.sequence);
        }
        Reply reply = request.reply(status, attempt, 0, body, now);
        request.reply = reply;
        request.state = Request.State.FINISHED;
        request.finishedMillis = now;
        mailboxes.send(request, reply);
        request.account.count(Tally.valueOf(status.name()));
        forgetIfGone(request.account);
    }

    private void land(Request request) {
        request.account.inFlight--;
        if (request.worker != null) {
            roster.hold(request.worker, -1);
        }
    }

    void requeue(Request request) {
        land(request);
        request.state = Request.State.WAITING;
        request.account.queue.put(request.sequence, request);
        ring();
    }

    /** Work waits and nobody may know: wakes one worker. */
    void ring() {
        idleClaims = Math.max(0, idleClaims - 1);
        mailboxes.ring(roster.totalSlots());
    }

    private void lapse(Request request, long now) {
        Optional<Reply.Status> ending = ending(request, now);
        if (ending.isPresent()) {
            finish(request, ending.get(), "", now);
        } else if (++request.lapses >= MOST_LAPSES) {
            finish(request, Reply.Status.DEAD, "", now);
        } else {
            request.account.count(Tally.RETRIED);
            virtualTime.join(request.account);
            requeue(request);
        }
    }

    /** Ends requests whose deadline passed while they waited, and leases that ended. */
    void sweep(long now, int most) {
        List<Request> due =
                requests.values().stream()
                        .filter(request -> request.state != Request.State.FINISHED)
                        .filter(request -> request.dueMillis() <= now)
                        .sorted(
                                Comparator.comparingLong(Request::dueMillis)
                                        .thenComparing(request -> request.id.value()))
                        .limit(most)
                        .toList();
        for (Request request : due) {
            if (request.state == Request.State.WAITING) {
                finish(request, Reply.Status.EXPIRED, "", now);
            } else {
                lapse(request, now);
            }
        }
    }

    CancelOutcome cancel(RequestId id, long now) {
        Request request = find(id, now);
        if (request == null) {
            return CancelOutcome.UNKNOWN;
        }
        return switch (request.state) {
            case FINISHED -> CancelOutcome.FINISHED;
            case IN_FLIGHT -> {
                request.cancelled = true;
                yield CancelOutcome.SIGNALLED;
            }
            case WAITING -> {
                finish(request, Reply.Status.CANCELLED, "", now);
                yield CancelOutcome.REMOVED;
            }
        };
    }

    void remove(Account account, long now) {
        account.removed = true;
        List.copyOf(account.queue.values())
                .forEach(request -> finish(request, Reply.Status.CANCELLED, "", now));
        forgetIfGone(account);
    }

    private void forgetIfGone(Account account) {
        if (account.removed && !account.isBusy()) {
            accounts.remove(account.tenant);
        }
    }
}
