package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.WorkerId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Requests of one tenant: through the router where there is one, or put straight into its queue.
 */
final class Load {

    /** What became of a request that all went well with. */
    static final String ANSWERED = "200";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(119);
    private static final Duration BETWEEN_REFILLS = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;
    private static final int AT_ONCE = 64;
    private static final int MANY_SLOTS = 10_000;
    private static final int IN_FLIGHT = TenantDocument.SLOTS;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final WorkerId WORKER = new WorkerId("e2e");

    private final ClusterUnderTest cluster;
    private final TenantDocument tenant;
    private final List<CompletableFuture<String>> answers = new ArrayList<>();
    private final List<Claim> taken = new ArrayList<>();
    private int sent;
    private @Nullable Thread refill;

    Load(ClusterUnderTest cluster, TenantDocument tenant) {
        this.cluster = cluster;
        this.tenant = tenant;
    }

    /** Sends requests all at once, and returns when the first was sent. */
    Instant flood(int requests) {
        Instant before = Await.CLOCK.instant();
        cluster.router().ifPresentOrElse(router -> ask(router, requests), () -> put(requests));
        return before;
    }

    /** Sends as many at once, and then enough for them to wait until {@link #drain}. */
    Instant floodUntilDrained(int requests) {
        Instant before = flood(requests);
        cluster.router()
                .ifPresent(
                        router ->
                                refill =
                                        Thread.startVirtualThread(
                                                () -> refill(router, requests / 4)));
        return before;
    }

    private void refill(URI router, int requests) {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_REFILLS.toNanos());
            ask(router, requests);
        }
    }

    private synchronized void ask(URI router, int requests) {
        for (int i = 0; i < requests; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(router.resolve("/v1/query"))
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + tenant.key())
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", tenant.name() + "-" + sent++)
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"question\": \"What is asked for the %d. time?\"}"
                                                    .formatted(i)))
                            .build();
            answers.add(send(request, ATTEMPTS));
        }
    }

    /**
     * A port-forward now and then drops one of very many connections; the request is asked again by
     * the same key, so that the platform has it once. What the router answers stands.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Composing is what unwraps it.
    private static CompletableFuture<String> send(HttpRequest request, int attempts) {
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(Load::outcome)
                .exceptionallyCompose(
                        e ->
                                attempts > 1 && isDropped(e)
                                        ? send(request, attempts - 1)
                                        : CompletableFuture.completedFuture(e.toString()));
    }

    private static boolean isDropped(Throwable e) {
        return e.getCause() instanceof IOException cause
                && !(cause instanceof HttpTimeoutException);
    }

    private void put(int requests) {
        FairQueue queue = queue();
        // A queue that no worker serves takes nothing; this one lives, and claims nothing.
        var _ = queue.claim(new ClaimRequest(WORKER, MANY_SLOTS, 0, LEASE));
        for (int i = 0; i < requests; i++) {
            EnqueueOutcome outcome =
                    queue.enqueue(
                            new Submission(
                                    new RequestId("%s-%d".formatted(tenant.name(), sent++)),
                                    new TenantId(tenant.name()),
                                    new RouterId("e2e"),
                                    "{}",
                                    TIMEOUT));
            assertThat(outcome).isInstanceOf(EnqueueOutcome.Accepted.class);
        }
    }

    private static String outcome(HttpResponse<String> response) {
        return response.statusCode() == 200
                ? ANSWERED
                : response.statusCode() + " " + response.body();
    }

    /** What became of every request to the router, once all are over. */
    synchronized List<String> outcomes() {
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /**
     * Gives workers different numbers of requests to work on. Real ones take what they take; where
     * there are none it is taken in their names, the least in that of the first.
     */
    void occupy(List<String> workers) {
        int requests = (workers.size() - 1) * IN_FLIGHT + 1;
        var _ = flood(requests);
        if (cluster.router().isEmpty()) {
            for (String worker : workers) {
                taken.addAll(queue().claim(claim(worker, taken.isEmpty() ? 1 : IN_FLIGHT)));
            }
        }
        Await.until(
                "all requests are in flight", () -> queue().stats().inFlightTotal() == requests);
    }

    /** Says that workers live which only have their names; real ones say it themselves. */
    void keepAlive(List<String> workers) {
        if (cluster.router().isEmpty()) {
            workers.forEach(worker -> queue().claim(claim(worker, 0)));
        }
    }

    private static ClaimRequest claim(String worker, int most) {
        return new ClaimRequest(new WorkerId(worker), TenantDocument.SLOTS, most, LEASE);
    }

    /** How much each of the workers has in flight. */
    Map<String, Integer> inFlight(List<String> workers) {
        Map<WorkerId, Integer> all = queue().stats().inFlight();
        return workers.stream()
                .collect(
                        Collectors.toMap(
                                worker -> worker,
                                worker -> all.getOrDefault(new WorkerId(worker), 0)));
    }

    /** By the queue's own book, of a tenant that asked for nothing else. */
    void assertAllAnsweredOnce(int requests) {
        assertThat(queue().stats().tenants().getFirst().tallies())
                .containsEntry(Tally.ACCEPTED, (long) requests)
                .containsEntry(Tally.ANSWERED, (long) requests);
    }

    /** Asks for no more, and answers all that waits or was taken, where no worker can. */
    void drain() {
        if (refill != null) {
            refill.interrupt();
        }
        if (cluster.router().isPresent()) {
            return;
        }
        taken.forEach(this::answer);
        taken.clear();
        ClaimRequest all = new ClaimRequest(WORKER, AT_ONCE, AT_ONCE, LEASE);
        List<Claim> claims = queue().claim(all);
        while (!claims.isEmpty()) {
            claims.forEach(this::answer);
            claims = queue().claim(all);
        }
        queue().leave(WORKER);
    }

    private void answer(Claim claim) {
        queue().complete(
                        new Completion(
                                claim.lease(),
                                Completion.Result.ANSWERED,
                                "{}",
                                Duration.ofMillis(10)));
    }

    private FairQueue queue() {
        return cluster.queue(tenant.pool());
    }
}
