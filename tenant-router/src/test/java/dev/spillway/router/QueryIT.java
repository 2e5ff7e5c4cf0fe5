package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;
import static dev.spillway.router.TestTenants.MEDIA;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.Completion.Result;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One question, one answer, whatever happens on the way. */
class QueryIT {
    private static final String QUESTION = "{\"question\": \"How do I set the log level?\"}";
    private static final TestTokens TOKENS = new TestTokens();
    private static final AtomicInteger keys = new AtomicInteger();

    private static Platform platform;
    private static RunningRouter router;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path jwks = folder.resolve("keys.json");
        TOKENS.writeKeys(jwks);
        platform = new Platform(BAKERY, MEDIA);
        router =
                platform.router(
                        "router.jwt.issuer=" + TestTokens.ISSUER,
                        "router.jwt.audience=" + TestTokens.AUDIENCE,
                        "router.jwt.jwks=" + jwks);
    }

    @AfterAll
    static void stop() {
        router.close();
        platform.close();
    }

    @BeforeEach
    void reset() {
        platform.worker().answers();
    }

    @Test
    void answersWithCitationsAndTimes() {
        HttpResponse<String> response = router.query(BAKERY.key(), QUESTION);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode body = json(response);
        assertThat(body.propertyNames())
                .containsExactly(
                        "id",
                        "tenant",
                        "answer",
                        "citations",
                        "generator",
                        "synthetic",
                        "model",
                        "usage",
                        "timing",
                        "attempt");
        assertThat(body.get("tenant").asString()).isEqualTo("bakery");
        assertThat(body.at("/citations/0/quote").asString()).isEqualTo("A quote.");
        assertThat(body.get("id").asString()).matches("[0-9a-f-]{14}7[0-9a-f-]{21}");
        assertThat(body.get("attempt").asInt()).isEqualTo(1);
        assertThat(response.headers().firstValue("RateLimit-Policy"))
                .contains("\"queue\";q=100;qu=\"concurrent-requests\"");
        assertThat(response.headers().firstValue("RateLimit")).isPresent();
    }

    @Test
    void handsTheWorkerExactlyTheJobOfTheContract() throws Exception {
        BlockingQueue<String> payloads = new LinkedBlockingQueue<>();
        platform.worker()
                .does(
                        claim -> {
                            payloads.add(claim.payload());
                            platform.worker().answer(claim);
                        });

        router.query(BAKERY.key(), "{\"question\": \"Who?\", \"maxPassages\": 7}");

        assertThat(payloads.poll(5, TimeUnit.SECONDS))
                .isEqualTo(
                        "{\"question\":\"Who?\",\"history\":[],\"maxPassages\":7,\"stream\":false}");
    }

    @Test
    void takesTheTenantFromATokenAndFromTheKeyHeader() {
        String token = TOKENS.signed(TOKENS.claims("media"));
        String untyped = TOKENS.ofType("at+jwt", TOKENS.claims("media"));

        assertThat(json(router.query(token, QUESTION)).get("tenant").asString()).isEqualTo("media");
        assertThat(json(router.query(untyped, QUESTION)).get("tenant").asString())
                .isEqualTo("media");
        HttpResponse<String> byHeader =
                router.send(router.request("/v1/queue").header("X-Api-Key", BAKERY.key()));
        assertThat(json(byHeader).get("tenant").asString()).isEqualTo("bakery");
    }

    @Test
    void givesARetryTheSameAnswerAtAnyRouter() {
        String key = key();
        HttpResponse<String> first = keyed(router, key, QUESTION);
        HttpResponse<String> second = keyed(router, key, QUESTION);

        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(second.body()).isEqualTo(first.body());
        try (RunningRouter other = platform.router()) {
            HttpResponse<String> third = keyed(other, key, QUESTION);
            assertThat(third.body()).isEqualTo(first.body());
        }
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        String key = key();

        assertThat(json(keyed(router, key, QUESTION)).get("tenant").asString()).isEqualTo("bakery");
        HttpResponse<String> other =
                router.send(
                        router.post("/v1/query", MEDIA.key(), QUESTION)
                                .header("Idempotency-Key", key));
        assertThat(json(other).get("tenant").asString()).isEqualTo("media");
        assertThat(other.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void refusesAKeyThatBelongsToAnotherQuestion() {
        String key = key();
        keyed(router, key, QUESTION);

        HttpResponse<String> response = keyed(router, key, "{\"question\": \"Another?\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).get("type").asString()).endsWith("#idempotency-key-reused");
    }

    @Test
    void attachesARetryToTheRunningRequest() {
        CountDownLatch gate = new CountDownLatch(1);
        platform.worker().does(claim -> afterOpening(gate, () -> platform.worker().answer(claim)));
        int before = platform.worker().claimed();
        String key = key();

        var first = router.sendAsync(request(router, key));
        Await.until("claimed", () -> platform.worker().claimed() == before + 1);
        var second = router.sendAsync(request(router, key));
        try (RunningRouter other = platform.router()) {
            var third = other.sendAsync(request(other, key));
            Await.until(
                    "all three wait",
                    () -> inFlight(router).contains("} 2.0") && inFlight(other).contains("} 1.0"));
            gate.countDown();
            assertThat(second.join().body()).isEqualTo(first.join().body());
            assertThat(third.join().body()).isEqualTo(first.join().body());
        }
        assertThat(platform.worker().claimed()).isEqualTo(before + 1);
    }

    @Test
    void findsTheAnswerOfARouterThatDied() {
        CountDownLatch gate = new CountDownLatch(1);
        platform.worker().does(claim -> afterOpening(gate, () -> platform.worker().answer(claim)));
        int before = platform.worker().claimed();
        String key = key();
        try (RunningRouter dying = platform.router("router.drain-timeout=0s")) {
            var lost = dying.sendAsync(request(dying, key));
            Await.until("claimed", () -> platform.worker().claimed() == before + 1);
            lost.cancel(true);
        }
        gate.countDown();

        HttpResponse<String> retry = keyed(router, key, QUESTION);

        assertThat(retry.statusCode()).isEqualTo(200);
        assertThat(retry.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(platform.worker().claimed()).isEqualTo(before + 1);
    }

    @Test
    void saysWhenTheTimeoutPassedAndLetsTheSameKeyTryAgain() {
        CountDownLatch gate = new CountDownLatch(1);
        platform.worker().does(claim -> afterOpening(gate, () -> platform.worker().answer(claim)));
        long before = platform.tally(BAKERY, Tally.EXPIRED);
        String key = key();
        String body = "{\"question\": \"Slow?\", \"timeoutMillis\": 400}";

        HttpResponse<String> late = keyed(router, key, body);
        gate.countDown();
        Await.until("expired", () -> platform.tally(BAKERY, Tally.EXPIRED) > before);
        platform.worker().answers();
        HttpResponse<String> retry = keyed(router, key, body);

        assertThat(late.statusCode()).as(late.body()).isEqualTo(504);
        assertThat(json(late).get("type").asString()).endsWith("#deadline-exceeded");
        assertThat(late.headers().firstValue("Retry-After")).isEmpty();
        assertThat(retry.statusCode()).as(retry.body()).isEqualTo(200);
    }

    @Test
    void passesOnWhyTheWorkerGaveUp() {
        platform.worker()
                .does(
                        claim ->
                                platform.worker()
                                        .complete(
                                                claim,
                                                Result.FAILED,
                                                "{\"code\": \"generator_unavailable\", \"detail\":"
                                                        + " \"no answer within 30 s\"}"));

        HttpResponse<String> response = router.query(BAKERY.key(), QUESTION);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response).get("code").asString()).isEqualTo("generator_unavailable");
        assertThat(json(response).get("detail").asString()).isEqualTo("no answer within 30 s");
    }

    @Test
    void refusesToPassOnAReplyItCannotRead() {
        platform.worker()
                .does(claim -> platform.worker().complete(claim, Result.ANSWERED, "{\"a\": 1}"));

        HttpResponse<String> response = router.query(BAKERY.key(), QUESTION);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response).get("code").asString()).isEqualTo("unreadable_reply");
    }

    @Test
    void cancelsTheWorkOfACallerThatLeft() throws Exception {
        BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
        platform.worker().does(claims::add);
        Claim claim;
        try (Socket socket = new Socket("localhost", router.port())) {
            socket.getOutputStream()
                    .write(
                            ("POST /v1/query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                            + MEDIA.key()
                                            + "\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: "
                                            + QUESTION.length()
                                            + "\r\n\r\n"
                                            + QUESTION)
                                    .getBytes(StandardCharsets.US_ASCII));
            claim = Objects.requireNonNull(claims.poll(10, TimeUnit.SECONDS));
        }

        Await.until("counted as 499", () -> router.get("/metrics").body().contains("\"499\""));
        Map<Lease, LeaseOutcome> renewed =
                platform.queue()
                        .renew(
                                claim.lease().worker(),
                                List.of(claim.lease()),
                                Duration.ofSeconds(20));
        assertThat(renewed).containsEntry(claim.lease(), LeaseOutcome.CANCELLED);
    }

    @Test
    void showsTheCallersOwnQueue() {
        Await.until("numbers", () -> router.get("/v1/queue", BAKERY.key()).statusCode() == 200);

        JsonNode queue = json(router.get("/v1/queue", BAKERY.key()));

        assertThat(queue.propertyNames())
                .containsExactly(
                        "tenant", "waiting", "inFlight", "oldestAgeMillis", "expectedWaitMillis");
    }

    private static String inFlight(RunningRouter at) {
        return at.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_requests_in_flight"))
                .filter(line -> line.contains("/v1/query"))
                .findFirst()
                .orElse("");
    }

    private static HttpResponse<String> keyed(RunningRouter at, String key, String body) {
        return at.send(at.post("/v1/query", BAKERY.key(), body).header("Idempotency-Key", key));
    }

    private static java.net.http.HttpRequest.Builder request(RunningRouter at, String key) {
        return at.post("/v1/query", BAKERY.key(), QUESTION).header("Idempotency-Key", key);
    }

    private static String key() {
        return "key-" + keys.incrementAndGet();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static void afterOpening(CountDownLatch gate, Runnable task) {
        try {
            if (gate.await(20, TimeUnit.SECONDS)) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
