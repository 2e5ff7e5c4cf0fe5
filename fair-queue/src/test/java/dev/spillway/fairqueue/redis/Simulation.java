package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.TestClock;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Drives a queue on a virtual clock: seeded arrivals, one worker with some slots, service times
 * that belong to the request, so that the same seed asks the same of every arm of a comparison.
 */
final class Simulation {

    /** One answered request. */
    record Done(TenantId tenant, long atMillis, long serviceMillis, long latencyMillis) {}

    private record Event(long atMillis, long order, Runnable what) {}

    private static final RouterId ROUTER = new RouterId("router");
    private static final WorkerId WORKER = new WorkerId("worker");
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final FairQueue queue;
    private final TestClock clock;
    private final long startMillis;
    private final int slots;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::order));
    private final Map<RequestId, Long> serviceMillis = new HashMap<>();
    private final List<Done> done = new ArrayList<>();
    private long order;
    private int free;
    private long busySlotMillis;
    private long lastMillis;

    Simulation(FairQueue queue, TestClock clock, int slots) {
        this.queue = queue;
        this.clock = clock;
        this.startMillis = clock.millis();
        this.slots = slots;
        this.free = slots;
        queue.claim(new ClaimRequest(WORKER, slots, 0, LEASE));
    }

    /** Poisson arrivals whose service times are log-normal, which is what answers look like. */
    void arrivals(
            TenantId tenant,
            double perSecond,
            long fromMillis,
            long toMillis,
            double meanMillis,
            double sigma,
            long seed) {
        Random random = new Random(seed);
        double mu = Math.log(meanMillis) - sigma * sigma / 2;
        double at = fromMillis;
        for (int i = 0; ; i++) {
            at += -Math.log(1 - random.nextDouble()) * 1000 / perSecond;
            if (at >= toMillis) {
                return;
            }
            long service = Math.max(1, Math.round(Math.exp(mu + sigma * random.nextGaussian())));
            arrive(tenant, tenant + "-" + fromMillis + "-" + i, (long) at, service);
        }
    }

    void arrive(TenantId tenant, String id, long atMillis, long service) {
        RequestId request = new RequestId(id);
        serviceMillis.put(request, service);
        at(atMillis, () -> enqueue(tenant, request));
    }

    private void at(long millis, Runnable what) {
        events.add(new Event(millis, order++, what));
    }

    private void enqueue(TenantId tenant, RequestId id) {
        EnqueueOutcome outcome = queue.enqueue(new Submission(id, tenant, ROUTER, "", TIMEOUT));
        if (!(outcome instanceof EnqueueOutcome.Accepted)) {
            throw new AssertionError(id + " was refused: " + outcome);
        }
        claim();
    }

    private void claim() {
        if (free == 0) {
            return;
        }
        for (Claim claim : queue.claim(new ClaimRequest(WORKER, slots, free, LEASE))) {
            free--;
            long service = serviceMillis.getOrDefault(claim.lease().id(), 0L);
            at(now() + service, () -> complete(claim, service));
        }
    }

    private void complete(Claim claim, long service) {
        free++;
        queue.complete(
                new Completion(
                        claim.lease(), Completion.Result.ANSWERED, "", Duration.ofMillis(service)));
        Instant enqueued = claim.enqueuedAt();
        done.add(
                new Done(
                        claim.lease().tenant(),
                        now(),
                        service,
                        Duration.between(enqueued, clock.instant()).toMillis()));
        claim();
    }

    private long now() {
        return clock.millis() - startMillis;
    }

    List<Done> runUntil(long millis) {
        while (!events.isEmpty() && events.element().atMillis() <= millis) {
            Event event = events.remove();
            advanceTo(event.atMillis());
            event.what().run();
        }
        advanceTo(millis);
        return List.copyOf(done);
    }

    private void advanceTo(long millis) {
        busySlotMillis += (slots - free) * (millis - lastMillis);
        clock.advanceMillis(millis - lastMillis);
        lastMillis = millis;
    }

    /** The part of all slot time so far that was in use. */
    double utilisationRatio() {
        return (double) busySlotMillis / (slots * lastMillis);
    }
}
