package dev.spillway.rag.worker;

import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Wake;
import dev.spillway.fairqueue.work.Work;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The worker's side of a queue whose other side is the test. */
final class FakeWork implements Work {

    static final TenantId TENANT = new TenantId("media");
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private int claimed;

    final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
    final BlockingQueue<Lease> released = new LinkedBlockingQueue<>();
    final BlockingQueue<String> parts = new LinkedBlockingQueue<>();
    final Map<Lease, LeaseOutcome> outcomes = new ConcurrentHashMap<>();
    final List<ClaimRequest> requests = new ArrayList<>();
    final AtomicBoolean left = new AtomicBoolean();
    final AtomicBoolean down = new AtomicBoolean();

    void ask(String question) {
        waiting.add("{\"question\":\"%s\"}".formatted(question));
    }

    void hand(String payload) {
        waiting.add(payload);
    }

    private void requireUp() {
        if (down.get()) {
            throw new QueueUnavailableException("down", new IllegalStateException());
        }
    }

    @Override
    public Wake awaitWork(Duration patience) {
        try {
            String next = waiting.poll(patience.toMillis() / 20, TimeUnit.MILLISECONDS);
            if (next == null) {
                return Wake.TIMEOUT;
            }
            waiting.add(next);
            return Wake.BELL;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Wake.TIMEOUT;
        }
    }

    @Override
    public synchronized List<Claim> claim(ClaimRequest request) {
        requireUp();
        requests.add(request);
        List<String> payloads = new ArrayList<>();
        waiting.drainTo(payloads, request.most());
        return payloads.stream()
                .map(
                        payload -> {
                            claimed++;
                            Lease lease =
                                    new Lease(
                                            new RequestId("r" + claimed),
                                            TENANT,
                                            request.worker(),
                                            1);
                            return new Claim(
                                    lease, payload, NOW, NOW.plusMillis(5), NOW.plusSeconds(30));
                        })
                .toList();
    }

    @Override
    public LeaseOutcome publish(Lease lease, int sequence, String body) {
        requireUp();
        parts.add(sequence + " " + body);
        return outcomes.getOrDefault(lease, LeaseOutcome.DONE);
    }

    @Override
    public LeaseOutcome complete(Completion completion) {
        requireUp();
        completions.add(completion);
        return outcomes.getOrDefault(completion.lease(), LeaseOutcome.DONE);
    }

    @Override
    public Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> leases, Duration lease) {
        requireUp();
        Map<Lease, LeaseOutcome> result = new HashMap<>();
        leases.forEach(l -> result.put(l, outcomes.getOrDefault(l, LeaseOutcome.DONE)));
        return result;
    }

    @Override
    public Map<Lease, LeaseOutcome> release(List<Lease> leases) {
        released.addAll(leases);
        return Map.of();
    }

    @Override
    public void leave(WorkerId worker) {
        left.set(true);
    }
}
