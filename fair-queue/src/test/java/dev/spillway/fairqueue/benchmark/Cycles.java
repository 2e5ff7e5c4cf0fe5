package dev.spillway.fairqueue.benchmark;

import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Wake;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Full cycles as the platform does them: a caller hands a request in and waits for its reply; a
 * worker claims and answers at once; one reader takes the router's replies.
 */
final class Cycles implements AutoCloseable {

    private static final String PAYLOAD = "{\"question\":\"" + "why ".repeat(40) + "\"}";
    private static final String BODY = "{\"answer\":\"" + "because ".repeat(40) + "\"}";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration COST = Duration.ofMillis(1);
    private static final RouterId ROUTER = new RouterId("router-0");
    private static final int SLOTS = 64;

    private final FairQueue queue;
    private final int mostPerClaim;
    private final List<TenantId> tenants =
            IntStream.range(0, 10).mapToObj(i -> new TenantId("tenant-" + i)).toList();
    private final AtomicLong ids = new AtomicLong();
    private final Map<RequestId, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(SLOTS);
    private final List<Thread> threads;
    private volatile boolean closed;

    /**
     * @param mostPerClaim 1 to pay for every claim in full
     */
    Cycles(FairQueue queue, int claimers, int mostPerClaim) {
        this.queue = queue;
        this.mostPerClaim = mostPerClaim;
        for (int i = 0; i < tenants.size(); i++) {
            TenantPolicy policy = new TenantPolicy(1 + i % 4, 1e6, 1000, 10_000, 10_000);
            queue.configure(tenants.get(i), policy);
        }
        queue.claim(claim(0));
        threads =
                IntStream.range(0, claimers + 1)
                        .mapToObj(
                                i ->
                                        Thread.ofVirtual()
                                                .start(i == 0 ? this::readReplies : this::work))
                        .toList();
    }

    void cycle(int caller) {
        RequestId id = new RequestId("request-" + ids.incrementAndGet());
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.put(id, reply);
        TenantId tenant = tenants.get(caller % tenants.size());
        queue.enqueue(new Submission(id, tenant, ROUTER, PAYLOAD, TIMEOUT));
        reply.join();
    }

    private void readReplies() {
        while (!closed) {
            for (Reply reply : queue.takeReplies(ROUTER, 256, PATIENCE)) {
                CompletableFuture<Reply> future = waiting.remove(reply.id());
                if (future != null) {
                    future.complete(reply);
                }
            }
        }
    }

    private void work() {
        try {
            while (!closed) {
                free.acquire();
                int more = free.drainPermits();
                int most = Math.min(1 + more, mostPerClaim);
                List<Claim> claims = queue.claim(claim(most));
                free.release(1 + more - claims.size());
                claims.forEach(claim -> Thread.ofVirtual().start(() -> complete(claim)));
                if (claims.isEmpty() && queue.awaitWork(PATIENCE) == Wake.TIMEOUT) {
                    Thread.onSpinWait();
                }
            }
        } catch (InterruptedException | QueueUnavailableException e) {
            if (!closed) {
                throw new IllegalStateException("worker stopped", e);
            }
        }
    }

    private void complete(Claim claim) {
        queue.complete(new Completion(claim.lease(), Completion.Result.ANSWERED, BODY, COST));
        free.release();
    }

    private static ClaimRequest claim(int most) {
        return new ClaimRequest(new WorkerId("worker-0"), SLOTS, most, TIMEOUT);
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
