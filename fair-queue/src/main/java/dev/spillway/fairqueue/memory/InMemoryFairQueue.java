package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.CancelOutcome;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Wake;
import dev.spillway.fairqueue.work.WorkerId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A queue inside one process, for tests: it keeps the whole contract, by the given clock. Only
 * waiting for replies and for work takes real time.
 */
public final class InMemoryFairQueue implements FairQueue {

    private final Domain domain;
    private final InstantSource time;
    private final Schedule schedule = new Schedule();
    private final Gate gate = new Gate(schedule);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    public InMemoryFairQueue(Domain domain, InstantSource time) {
        this.domain = domain;
        this.time = time;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public EnqueueOutcome enqueue(Submission submission) {
        return atomically(() -> gate.enqueue(submission, time.millis()));
    }

    @Override
    public CancelOutcome cancel(RequestId id) {
        return atomically(
                () -> {
                    Request request = schedule.find(id, time.millis());
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
                            schedule.finish(request, Reply.Status.CANCELLED, "", time.millis());
                            yield CancelOutcome.REMOVED;
                        }
                    };
                });
    }

    @Override
    public List<Reply> takeReplies(RouterId router, int most, Duration patience) {
        return awaiting(
                        patience,
                        () -> {
                            List<Reply> taken = schedule.mailboxes.take(router, most);
                            return taken.isEmpty() ? Optional.empty() : Optional.of(taken);
                        })
                .orElse(List.of());
    }

    @Override
    public Wake awaitWork(Duration patience) {
        Supplier<Optional<Wake>> bell =
                () -> schedule.mailboxes.answerBell() ? Optional.of(Wake.BELL) : Optional.empty();
        return awaiting(patience, bell).orElse(Wake.TIMEOUT);
    }

    @Override
    public List<Claim> claim(ClaimRequest asked) {
        return atomically(() -> claim(asked, time.millis()));
    }

    private List<Claim> claim(ClaimRequest asked, long now) {
        if (schedule.roster.enlist(asked.worker(), asked.slots(), now)) {
            schedule.idleClaims++;
        }
        schedule.roster.reap(now);
        schedule.sweep(now, Schedule.SKIPS);
        List<Claim> claims = new ArrayList<>();
        int skipped = 0;
        while (claims.size() < asked.most() && skipped < Schedule.SKIPS) {
            Optional<Account> next = schedule.next();
            if (next.isEmpty()) {
                break;
            }
            Request request = next.get().queue.firstEntry().getValue();
            if (now >= request.deadlineMillis) {
                skipped++;
                schedule.finish(request, Reply.Status.EXPIRED, "", now);
            } else {
                schedule.grant(request, now);
                request.worker = asked.worker();
                request.leaseEndMillis = now + asked.lease().toMillis();
                schedule.roster.hold(asked.worker(), 1);
                claims.add(claimOf(request, asked.worker()));
            }
        }
        if (claims.size() < asked.most()) {
            schedule.idleClaims = Math.min(schedule.idleClaims + 1, schedule.roster.totalSlots());
        }
        if (skipped == Schedule.SKIPS && schedule.waiting() > 0) {
            schedule.ring();
        }
        return List.copyOf(claims);
    }

    private static Claim claimOf(Request request, WorkerId worker) {
        return new Claim(
                new Lease(request.id, request.account.tenant, worker, request.attempt),
                request.payload,
                Instant.ofEpochMilli(request.enqueuedMillis),
                Instant.ofEpochMilli(request.claimedMillis),
                Instant.ofEpochMilli(request.deadlineMillis));
    }

    @Override
    public LeaseOutcome publish(Lease lease, int sequence, String body) {
        return withLease(
                lease,
                (request, now) ->
                        schedule.mailboxes.send(
                                request,
                                request.reply(
                                        Reply.Status.PART, request.attempt, sequence, body, now)));
    }

    @Override
    public LeaseOutcome complete(Completion completion) {
        return atomically(
                () -> {
                    Request held = held(completion.lease());
                    if (held != null) {
                        schedule.correct(held, completion.cost().toNanos() / 1e6);
                    }
                    Reply.Status status = Reply.Status.valueOf(completion.result().name());
                    return withLease(
                            completion.lease(),
                            (request, now) ->
                                    schedule.finish(request, status, completion.body(), now));
                });
    }

    @Override
    public Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> leases, Duration lease) {
        return atomically(
                () -> {
                    schedule.roster.hear(worker, time.millis());
                    Map<Lease, LeaseOutcome> outcomes = new LinkedHashMap<>();
                    for (Lease each : leases) {
                        Lease ours = new Lease(each.id(), each.tenant(), worker, each.attempt());
                        outcomes.put(
                                each,
                                withLease(
                                        ours,
                                        (request, now) ->
                                                request.leaseEndMillis = now + lease.toMillis()));
                    }
                    return outcomes;
                });
    }

    @Override
    public Map<Lease, LeaseOutcome> release(List<Lease> leases) {
        return atomically(
                () -> {
                    Map<Lease, LeaseOutcome> outcomes = new LinkedHashMap<>();
                    for (Lease each : leases) {
                        Request held = held(each);
                        if (held != null) {
                            schedule.refund(held);
                        }
                        outcomes.put(
                                each, withLease(each, (request, _) -> schedule.requeue(request)));
                    }
                    return outcomes;
                });
    }

    @Override
    public void leave(WorkerId worker) {
        atomically(
                () -> {
                    schedule.roster.dismiss(worker);
                    return worker;
                });
    }

    @Override
    public void configure(DomainPolicy policy) {
        atomically(() -> schedule.policy = policy);
    }

    @Override
    public void configure(TenantId tenant, TenantPolicy policy) {
        atomically(
                () -> {
                    Account account =
                            schedule.accounts.computeIfAbsent(
                                    tenant, _ -> new Account(tenant, policy));
                    account.policy = policy;
                    account.removed = false;
                    return account;
                });
    }

    @Override
    public void remove(TenantId tenant) {
        atomically(
                () -> {
                    Account account = schedule.accounts.get(tenant);
                    if (account != null) {
                        schedule.remove(account, time.millis());
                    }
                    return tenant;
                });
    }

    @Override
    public DomainStats stats() {
        return atomically(
                () -> {
                    long now = time.millis();
                    schedule.roster.reap(now);
                    schedule.sweep(now, Schedule.SWEEP);
                    return new DomainStats(
                            domain,
                            "memory",
                            Instant.ofEpochMilli(now),
                            schedule.roster.slots(),
                            schedule.roster.inFlight(),
                            schedule.accounts.values().stream()
                                    .filter(account -> !account.removed)
                                    .map(account -> stats(account, now))
                                    .toList());
                });
    }

    private TenantStats stats(Account account, long now) {
        long oldest =
                account.queue.isEmpty()
                        ? 0
                        : now - account.queue.firstEntry().getValue().enqueuedMillis;
        return new TenantStats(
                account.tenant,
                account.queue.size(),
                account.inFlight,
                Duration.ofMillis(Math.max(0, oldest)),
                micros(account.costMillis),
                micros(Math.sqrt(account.costVariance)),
                Duration.ofMillis((long) Math.ceil(gate.expectedWaitMillis(account))),
                account.tallies);
    }

    private static Duration micros(double millis) {
        return Duration.of((long) Math.floor(millis * 1000 + 0.5), ChronoUnit.MICROS);
    }

    @Override
    public void close() {}

    /** What an operation does to a request whose lease holds. */
    private interface Step {
        void apply(Request request, long now);
    }

    private LeaseOutcome withLease(Lease lease, Step step) {
        return atomically(
                () -> {
                    long now = time.millis();
                    Request request = held(lease);
                    if (request == null) {
                        Account account = schedule.accounts.get(lease.tenant());
                        if (account != null) {
                            account.count(Tally.STALE);
                        }
                        return LeaseOutcome.STALE;
                    }
                    Optional<Reply.Status> ending = Schedule.ending(request, now);
                    if (ending.isPresent()) {
                        schedule.finish(request, ending.get(), "", now);
                        return LeaseOutcome.CANCELLED;
                    }
                    step.apply(request, now);
                    return LeaseOutcome.DONE;
                });
    }

    private @Nullable Request held(Lease lease) {
        Request request = schedule.find(lease.id(), time.millis());
        boolean holds =
                request != null
                        && request.state == Request.State.IN_FLIGHT
                        && request.account.tenant.equals(lease.tenant())
                        && lease.worker().equals(request.worker)
                        && request.attempt == lease.attempt();
        return holds ? request : null;
    }

    private <T> T atomically(Supplier<T> operation) {
        lock.lock();
        try {
            return operation.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    private <T> Optional<T> awaiting(Duration patience, Supplier<Optional<T>> poll) {
        lock.lock();
        try {
            long left = patience.toNanos();
            Optional<T> found = poll.get();
            while (found.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                found = poll.get();
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
