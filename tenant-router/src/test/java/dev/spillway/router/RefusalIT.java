package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;
import static dev.spillway.router.TestTenants.MEDIA;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.WorkerId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Every refusal of the queue, as the caller sees it. */
class RefusalIT {
    private static final String QUESTION = "{\"question\": \"Who?\"}";

    private final Platform platform = new Platform(BAKERY, MEDIA);
    private final RunningRouter router = platform.router();
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void holdTheWorker() {
        platform.worker()
                .does(claim -> QueryIT.afterOpening(gate, () -> platform.worker().answer(claim)));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        router.close();
        platform.close();
    }

    @Test
    void anExhaustedRateIsTheTenantsOwnDoing() {
        gate.countDown();
        serveAndAwait(BAKERY.withRate(0.5, 1));
        HttpResponse<String> admitted = router.query(BAKERY.key(), QUESTION);

        HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);

        assertThat(admitted.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"rate\";r=0;t=2");
        assertProblem(refused, 429, "quota-exceeded");
        assertThat(refused.headers().firstValue("Retry-After").orElseThrow()).isIn("1", "2");
        assertThat(refused.headers().firstValue("RateLimit-Policy"))
                .contains("\"rate\";q=1;w=2, \"queue\";q=100;qu=\"concurrent-requests\"");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"rate\";r=0;t=");
        assertThat(json(refused).get("tenant").asString()).isEqualTo("bakery");
        assertThat(json(refused).get("retryAfterSeconds").asLong()).isBetween(1L, 2L);
    }

    @Test
    void aTenantThatMovedTooMuchWaitsAndNobodyElse() {
        gate.countDown();
        serveAndAwait(BAKERY.withBandwidth(10));
        assertThat(router.query(BAKERY.key(), QUESTION).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);

        assertProblem(refused, 429, "quota-exceeded");
        assertThat(json(refused).get("detail").asString())
                .isEqualTo("the tenant may move 10 bytes of questions and answers per second");
        assertThat(json(refused).get("retryAfterSeconds").asLong()).isPositive();
        assertThat(router.query(MEDIA.key(), QUESTION).statusCode()).isEqualTo(200);
    }

    @Test
    void aFullQueueIsTheTenantsOwnDoing() {
        serveAndAwait(BAKERY.withQueueDepth(1));
        // All 8 slots of the worker, and the one place in the queue.
        for (int sent = 0; sent < 9; sent++) {
            int expected = sent + 1;
            var _ = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
            Await.until(
                    "accepted",
                    () ->
                            platform.stats(BAKERY).inFlight() + platform.stats(BAKERY).waiting()
                                            == expected
                                    && platform.stats(BAKERY).inFlight() == Math.min(8, expected));
        }

        HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);

        assertProblem(refused, 429, "queue-full");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("RateLimit")).contains("\"queue\";r=0");
    }

    @Test
    void aTimeoutShorterThanTheBacklogIsRefusedAtOnce() {
        for (int sent = 0; sent < 14; sent++) {
            var _ = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
        }
        Await.until("a backlog", () -> platform.stats(BAKERY).waiting() == 6);

        HttpResponse<String> refused =
                router.query(BAKERY.key(), "{\"question\": \"Who?\", \"timeoutMillis\": 100}");

        assertProblem(refused, 429, "deadline-infeasible");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aRequestThatLosesThreeWorkersIsNotGivenToAFourth() {
        platform.worker().close();
        WorkerId clumsy = new WorkerId("clumsy");
        ClaimRequest claim = new ClaimRequest(clumsy, 1, 1, Duration.ofMillis(20));
        platform.queue().claim(claim);

        var request = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
        Await.until(
                "three lost workers",
                () -> {
                    platform.queue().claim(claim);
                    return request.isDone();
                });

        assertProblem(request.join(), 500, "workers-lost");
    }

    @Test
    void aFullPoolIsOurDoing() {
        platform.queue().configure(new DomainPolicy(Fairness.WEIGHTED, 1));
        for (int sent = 0; sent < 9; sent++) {
            int expected = sent + 1;
            var _ = router.sendAsync(router.post("/v1/query", MEDIA.key(), QUESTION));
            Await.until(
                    "accepted",
                    () ->
                            platform.stats(MEDIA).inFlight() + platform.stats(MEDIA).waiting()
                                            == expected
                                    && platform.stats(MEDIA).inFlight() == Math.min(8, expected));
        }

        HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);

        assertProblem(refused, 503, "temporary-reduced-capacity");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void noWorkerIsOurDoing() {
        platform.worker().close();

        HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);

        assertProblem(refused, 503, "no-workers");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(2L, 5L);
    }

    @Test
    void aTenantThatIsStillBeingSetUpIsToldSo() {
        platform.queue().remove(new TenantId("bakery"));

        assertProblem(router.query(BAKERY.key(), QUESTION), 503, "tenant-not-ready");
    }

    @Test
    void aTenantThatWentIsForbiddenAndItsGaugesGo() {
        Await.until("a gauge", () -> metrics().contains("tenant=\"bakery\""));
        platform.serve(MEDIA);
        Await.until("forbidden", () -> router.get("/v1/queue", BAKERY.key()).statusCode() == 403);

        assertProblem(router.query(BAKERY.key(), QUESTION), 403, "unknown-tenant");
        assertThat(metrics()).doesNotContain("tenant=\"bakery\"").contains("tenant=\"media\"");
    }

    @Test
    void removingATenantEndsWhatWaits() {
        for (int sent = 0; sent < 8; sent++) {
            var _ = router.sendAsync(router.post("/v1/query", MEDIA.key(), QUESTION));
        }
        Await.until("all slots taken", () -> platform.stats(MEDIA).inFlight() == 8);
        var waiting = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
        Await.until("waiting", () -> platform.stats(BAKERY).waiting() == 1);

        platform.queue().remove(new TenantId("bakery"));

        assertProblem(waiting.join(), 503, "request-cancelled");
    }

    private void serveAndAwait(TestTenants.Entry tenant) {
        platform.serve(tenant, MEDIA);
        // The directory is read each second; the entitlement shows when it has been.
        Await.until(
                "the new entitlement",
                () ->
                        router.bean(dev.spillway.router.tenancy.TenantDirectory.class)
                                .current()
                                .orElseThrow()
                                .tenant(new TenantId(tenant.name()))
                                .filter(now -> now.queueDepth() == tenant.queueDepth())
                                .filter(now -> now.burst() == tenant.burst())
                                .filter(now -> now.bytesPerSecond() == tenant.bytesPerSecond())
                                .filter(
                                        now ->
                                                now.requestsPerSecond()
                                                        == tenant.requestsPerSecond())
                                .isPresent());
    }

    private String metrics() {
        return router.get("/metrics").body();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(json(response).get("type").asString())
                .isEqualTo("https://spillway.dev/problems#" + slug);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
