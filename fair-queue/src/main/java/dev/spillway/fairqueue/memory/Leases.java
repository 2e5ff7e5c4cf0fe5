package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.WorkerId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives out work under leases, and does what workers ask for under theirs. */
final class Leases {

    private final Schedule schedule;

    Leases(Schedule schedule) {
        this.schedule = schedule;
    }

    /** What an operation does to a request whose lease holds. */
    private interface Step {
        void apply(Request request);
    }

    List<Claim> claim(ClaimRequest asked, long now) {
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
                claims.add(grant(request, asked, now));
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

    private Claim grant(Request request, ClaimRequest asked, long now) {
        schedule.grant(request, now);
        request.worker = asked.worker();
        request.leaseEndMillis = now + asked.lease().toMillis();
        schedule.roster.hold(asked.worker(), 1);
        return new Claim(
                new Lease(request.id, request.account.tenant, asked.worker(), request.attempt),
                request.payload,
                Instant.ofEpochMilli(request.enqueuedMillis),
                Instant.ofEpochMilli(request.claimedMillis),
                Instant.ofEpochMilli(request.deadlineMillis));
    }

    LeaseOutcome publish(Lease lease, int sequence, String body, long now) {
        return under(
                lease,
                now,
                request ->
                        schedule.mailboxes.send(
                                request,
                                request.reply(
                                        Reply.Status.PART, request.attempt, sequence, body, now)));
    }

    LeaseOutcome complete(Completion completion, long now) {
        Request held = held(completion.lease(), now);
        if (held != null) {
            schedule.virtualTime.correct(held, completion.cost().toNanos() / 1e6);
        }
        Reply.Status status = Reply.Status.valueOf(completion.result().name());
        return under(
                completion.lease(),
                now,
                request -> schedule.finish(request, status, completion.body(), now));
    }

    Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> leases, Duration lease, long now) {
        schedule.roster.hear(worker, now);
        Map<Lease, LeaseOutcome> outcomes = new LinkedHashMap<>();
        for (Lease each : leases) {
            Lease ours = new Lease(each.id(), each.tenant(), worker, each.attempt());
            outcomes.put(
                    each,
                    under(ours, now, request -> request.leaseEndMillis = now + lease.toMillis()));
        }
        return outcomes;
    }

    Map<Lease, LeaseOutcome> release(List<Lease> leases, long now) {
        Map<Lease, LeaseOutcome> outcomes = new LinkedHashMap<>();
        for (Lease each : leases) {
            Request held = held(each, now);
            if (held != null) {
                schedule.virtualTime.refund(held);
            }
            outcomes.put(each, under(each, now, schedule::requeue));
        }
        return outcomes;
    }

    private LeaseOutcome under(Lease lease, long now, Step step) {
        Request request = held(lease, now);
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
        step.apply(request);
        return LeaseOutcome.DONE;
    }

    private @Nullable Request held(Lease lease, long now) {
        Request request = schedule.find(lease.id(), now);
        boolean holds =
                request != null
                        && request.state == Request.State.IN_FLIGHT
                        && request.account.tenant.equals(lease.tenant())
                        && lease.worker().equals(request.worker)
                        && request.attempt == lease.attempt();
        return holds ? request : null;
    }
}
