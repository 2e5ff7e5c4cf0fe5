package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.admission.Allowance;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.Tally;

import java.time.Duration;

/**
 * Decides whether a request may enter. The rate limit is the generic cell rate algorithm (ITU-T
 * I.371).
 */
final class Gate {

    private static final double EPSILON = 1e-6;
    private static final double LEAST_SATURATION_MILLIS = 1000;

    private final Schedule schedule;

    Gate(Schedule schedule) {
        this.schedule = schedule;
    }

    EnqueueOutcome enqueue(Submission submission, long now) {
        schedule.roster.reap(now);
        schedule.sweep(now, Schedule.SKIPS);
        Request known = schedule.find(submission.id(), now);
        if (known != null) {
            if (!known.account.tenant.equals(submission.tenant())
                    || !known.payload.equals(submission.payload())) {
                return new EnqueueOutcome.Conflict();
            }
            if (known.reply == null) {
                known.attach(submission.router());
                return new EnqueueOutcome.Attached();
            }
            if (!known.isVoid()) {
                return new EnqueueOutcome.Finished(known.reply);
            }
        }
        Account account = schedule.accounts.get(submission.tenant());
        if (account == null || account.removed) {
            return new EnqueueOutcome.UnknownTenant();
        }
        Request request =
                new Request(submission.id(), account, submission.payload(), submission.router());
        request.attempt = known == null ? 0 : known.attempt;
        request.enqueuedMillis = now;
        request.deadlineMillis = now + submission.timeout().toMillis();
        return admit(account, request, now);
    }

    private EnqueueOutcome admit(Account account, Request request, long now) {
        double gap = account.gapMillis();
        double arrival = Math.max(account.arrivalMillis, (double) now);
        double early = gap > 0 ? arrival - (account.policy.burst() - 1) * gap - now : 0;
        if (early > EPSILON) {
            account.count(Tally.REJECTED_RATE);
            return new EnqueueOutcome.RateLimited(millis(early - EPSILON));
        }
        int slots = schedule.roster.totalSlots();
        if (slots == 0) {
            account.count(Tally.REJECTED_SATURATED);
            return new EnqueueOutcome.NoWorkers();
        }
        int waiting = account.queue.size();
        int limit = account.policy.maxWaiting();
        if (waiting >= limit) {
            account.count(Tally.REJECTED_QUEUE);
            double excess = waiting - limit / 2.0;
            return new EnqueueOutcome.QueueFull(
                    limit, millis(excess * account.costMillis / share(account)));
        }
        int over = schedule.waiting() - schedule.policy.maxWaiting();
        if (over >= 0) {
            account.count(Tally.REJECTED_SATURATED);
            double drain = (over + 1) * account.costMillis / slots;
            return new EnqueueOutcome.Saturated(millis(Math.max(LEAST_SATURATION_MILLIS, drain)));
        }
        double wait = expectedWaitMillis(account);
        double answer = wait + account.costMillis;
        long timeout = request.deadlineMillis - now;
        if (waiting > 0 && answer > timeout) {
            account.count(Tally.REJECTED_DEADLINE);
            return new EnqueueOutcome.DeadlineInfeasible(millis(answer), millis(answer - timeout));
        }
        schedule.accept(request);
        return new EnqueueOutcome.Accepted(
                waiting + 1L, millis(wait), allowance(account, arrival + gap, now));
    }

    private static Allowance allowance(Account account, double arrival, long now) {
        double gap = account.gapMillis();
        if (gap == 0) {
            return Allowance.UNLIMITED;
        }
        account.arrivalMillis = arrival;
        double remaining = Math.floor((now - arrival) / gap + account.policy.burst() + EPSILON);
        return new Allowance((long) Math.max(0, remaining), millis(arrival - now - EPSILON));
    }

    double expectedWaitMillis(Account account) {
        if (schedule.policy.fairness() == Fairness.FIFO) {
            int slots = Math.max(1, schedule.roster.totalSlots());
            return schedule.waiting() * account.costMillis / slots;
        }
        return account.queue.size() * account.costMillis / share(account);
    }

    /** The slots that serve a tenant while all busy tenants want theirs. */
    private double share(Account account) {
        double weight = account.weightMicros();
        double slots = schedule.roster.totalSlots();
        return Math.max(1, slots * weight / schedule.virtualTime.busyWith(account));
    }

    private static Duration millis(double value) {
        return Duration.ofMillis((long) Math.ceil(value));
    }
}
