package dev.spillway.router;

import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Completion.Result;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A worker that claims for real and does with a claim what the test says. */
final class TestWorker implements AutoCloseable {
    private static final WorkerId ID = new WorkerId("test-worker");
    private static final int SLOTS = 8;

    private final FairQueue queue;
    private final Thread thread;
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Consumer<Claim> task;
    private volatile boolean open = true;

    private TestWorker(FairQueue queue) {
        this.queue = queue;
        this.task = this::answer;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    static TestWorker start(FairQueue queue) {
        return new TestWorker(queue);
    }

    void does(Consumer<Claim> next) {
        task = next;
    }

    void answers() {
        task = this::answer;
    }

    int claimed() {
        return claimed.get();
    }

    /** Answers with the payload's own text, so that mixed-up replies would show. */
    void answer(Claim claim) {
        complete(claim, Result.ANSWERED, body(claim));
    }

    void complete(Claim claim, Result result, String body) {
        queue.complete(new Completion(claim.lease(), result, body, Duration.ofMillis(5)));
    }

    void publish(Claim claim, int sequence, String delta) {
        queue.publish(claim.lease(), sequence, "{\"delta\": \"" + delta + "\"}");
    }

    static String body(Claim claim) {
        return answerBody("Payload of " + claim.payload().length() + " characters [1].");
    }

    static String answerBody(String text) {
        return """
        {"answer": "%s", "citations": [{"index": 1, "document": "a.md", "chunk": 3,
         "quote": "A quote.", "score": 0.0325}], "generator": "extractive", "synthetic": false,
         "model": "extractive", "usage": {"promptTokens": 412, "completionTokens": 14},
         "worker": "test-worker"}"""
                .formatted(text);
    }

    private void run() {
        while (open) {
            try {
                claimWhatFits();
            } catch (QueueUnavailableException e) {
                LockSupport.parkNanos(50_000_000L);
            }
        }
    }

    private void claimWhatFits() {
        int free = Math.max(0, SLOTS - busy.get());
        var claims = queue.claim(new ClaimRequest(ID, SLOTS, free, Duration.ofSeconds(20)));
        claimed.addAndGet(claims.size());
        busy.addAndGet(claims.size());
        claims.forEach(claim -> Thread.ofVirtual().start(() -> work(claim)));
        if (claims.isEmpty()) {
            queue.awaitWork(Duration.ofMillis(50));
        }
    }

    private void work(Claim claim) {
        try {
            task.accept(claim);
        } finally {
            busy.decrementAndGet();
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join(Duration.ofSeconds(5));
            queue.leave(ID);
        } catch (QueueUnavailableException e) {
            // The test has stopped Redis; there is nothing to leave.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
