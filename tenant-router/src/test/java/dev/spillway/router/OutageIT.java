package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** What callers notice of a Redis that is away, and of a router that leaves. */
class OutageIT {
    private static final String QUESTION = "{\"question\": \"Who?\"}";

    @Test
    void startsWithoutRedisAndServesOnceItIsThere() {
        TestRedis redis = TestRedis.start();
        redis.stop();
        try (RunningRouter router = RunningRouter.start(redis.port())) {
            assertThat(router.get("/livez").statusCode()).isEqualTo(200);
            assertThat(router.get("/health").statusCode()).isEqualTo(200);
            HttpResponse<String> unready = router.get("/readyz");
            assertThat(unready.statusCode()).isEqualTo(503);
            assertThat(unready.body()).contains("redis at localhost:" + redis.port());
            HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(slug(refused)).isEqualTo("queue-unavailable");
            isDocumented("Redis has been away since it started", refused);
            assertThat(router.get("/metrics").statusCode()).isEqualTo(200);

            redis.restartEmpty();
            redis.set("spillway:directory", TestTenants.directory(1, java.util.List.of(BAKERY)));
            router.awaitReady();
            assertThat(slug(router.query(BAKERY.key(), QUESTION))).isEqualTo("tenant-not-ready");
        } finally {
            redis.close();
        }
    }

    @Test
    void answersWhatItAcceptedBeforeRedisLostEverything() {
        try (Platform platform = new Platform(BAKERY);
                RunningRouter router = platform.router()) {
            AtomicBoolean working = new AtomicBoolean();
            platform.worker()
                    .does(
                            claim -> {
                                if (working.get()) {
                                    platform.worker().answer(claim);
                                }
                            });
            var waiting = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
            Await.until("in flight", () -> platform.stats(BAKERY).inFlight() == 1);
            Await.until("numbers", () -> router.get("/v1/queue", BAKERY.key()).statusCode() == 200);

            platform.redis().stop();
            long began = System.nanoTime();
            HttpResponse<String> refused = router.query(BAKERY.key(), QUESTION);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(slug(refused)).isEqualTo("queue-unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            isDocumented("Redis has gone away", refused);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(4));
            Await.until("not ready", () -> router.get("/readyz").statusCode() == 503);

            working.set(true);
            platform.redis().restartEmpty();
            platform.serveAgain();
            HttpResponse<String> answer = waiting.join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            router.awaitReady();
        }
    }

    @Test
    void drainsBeforeItLeaves() {
        try (Platform platform = new Platform(BAKERY)) {
            CountDownLatch gate = new CountDownLatch(1);
            platform.worker()
                    .does(
                            claim ->
                                    QueryIT.afterOpening(
                                            gate, () -> platform.worker().answer(claim)));
            RunningRouter router = platform.router();
            var accepted = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
            Await.until("in flight", () -> platform.stats(BAKERY).inFlight() == 1);

            Thread closing = Thread.ofPlatform().start(router::close);
            Await.until("not ready", () -> router.get("/readyz").statusCode() == 503);
            HttpResponse<String> late = router.query(BAKERY.key(), QUESTION);
            gate.countDown();

            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(slug(late)).isEqualTo("draining");
            assertThat(late.headers().firstValue("Connection")).contains("close");
            assertThat(accepted.join().statusCode()).isEqualTo(200);
            join(closing);
        }
    }

    @Test
    void tellsThoseWhomItCannotWaitFor() {
        try (Platform platform = new Platform(BAKERY)) {
            platform.worker().does(claim -> {});
            RunningRouter router = platform.router("router.drain-timeout=200ms");
            var accepted = router.sendAsync(router.post("/v1/query", BAKERY.key(), QUESTION));
            Await.until("in flight", () -> platform.stats(BAKERY).inFlight() == 1);

            router.close();

            HttpResponse<String> told = accepted.join();
            assertThat(told.statusCode()).isEqualTo(503);
            assertThat(slug(told)).isEqualTo("draining");
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void isDocumented(String when, HttpResponse<String> refused) {
        String detail = JsonMapper.shared().readTree(refused.body()).get("detail").asString();
        Path page = Path.of(System.getProperty("spillway.root"), "docs/bad-inputs-start.md");
        assertThat(page)
                .content()
                .contains(
                        "| the router, a query | %s | %d: %s |"
                                .formatted(when, refused.statusCode(), detail));
    }

    private static String slug(HttpResponse<String> response) {
        String type = JsonMapper.shared().readTree(response.body()).get("type").asString();
        return type.substring(type.indexOf('#') + 1);
    }
}
