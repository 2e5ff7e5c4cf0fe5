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
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Wake;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final Leases leases = new Leases(schedule);
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
        return atomically(() -> schedule.cancel(id, time.millis()));
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
        return atomically(() -> leases.claim(asked, time.millis()));
    }

    @Override
    public LeaseOutcome publish(Lease lease, int sequence, String body) {
        return atomically(() -> leases.publish(lease, sequence, body, time.millis()));
    }

    @Override
    public LeaseOutcome complete(Completion completion) {
        return atomically(() -> leases.complete(completion, time.millis()));
    }

    @Override
    public Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> held, Duration lease) {
        return atomically(() -> leases.renew(worker, held, lease, time.millis()));
    }

    @Override
    public Map<Lease, LeaseOutcome> release(List<Lease> held) {
        return atomically(() -> leases.release(held, time.millis()));
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
        return atomically(() -> stats(time.millis()));
    }

    private DomainStats stats(long now) {
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
                        .map(account -> account.stats(now, gate.expectedWaitMillis(account)))
                        .toList());
    }

    @Override
    public void close() {}

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
