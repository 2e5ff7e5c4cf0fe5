package dev.spillway.rag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.admission.CancelOutcome;
import dev.spillway.fairqueue.admission.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The worker as a process, with a real Redis and the real model. */
@Timeout(240)
class WorkerProcessIT {

    private static final String PINO =
            """
            # Levels
            The log level is set with the level option of the logger.
            # Redaction
            Sensitive keys are removed from the log with the redact option.
            """;
    private static final String HTTPD =
            """
            # Stopping
            The graceful signal lets the children finish their requests before they stop.
            """;
    private static final Map<String, String> SLOW =
            Map.of(
                    "SPILLWAY_GENERATOR", "synthetic",
                    "SPILLWAY_SYNTHETIC_MEAN_MILLIS", "1500",
                    "SPILLWAY_SYNTHETIC_SIGMA", "0",
                    "SPILLWAY_LEASE", "1s");
    private static final Map<String, String> STUCK =
            Map.of(
                    "SPILLWAY_GENERATOR", "synthetic",
                    "SPILLWAY_SYNTHETIC_MEAN_MILLIS", "50000",
                    "SPILLWAY_SYNTHETIC_SIGMA", "0",
                    "SPILLWAY_DRAIN", "300ms",
                    "SPILLWAY_LEASE", "1s");

    @TempDir private Path corpus = Path.of("");
    private final TestRedis redis = TestRedis.started();
    private final TestPlatform platform = new TestPlatform(redis.port());

    @BeforeEach
    void twoTenantsWithACollectionEach() throws IOException {
        Files.createDirectories(corpus.resolve("pino"));
        Files.createDirectories(corpus.resolve("httpd"));
        Files.writeString(corpus.resolve("pino/levels.md"), PINO);
        Files.writeString(corpus.resolve("httpd/stopping.md"), HTTPD);
        platform.publish(Map.of("media", "pino", "bakery", "httpd"));
    }

    @AfterEach
    void stop() {
        platform.close();
        redis.close();
    }

    private TestWorker worker(Map<String, String> variables) throws IOException {
        return TestWorker.start(redis.port(), corpus, variables);
    }

    private static JsonNode body(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(Reply.Status.ANSWERED);
        return JsonMapper.shared().readTree(reply.body());
    }

    @Test
    void answersEachTenantFromItsOwnCollectionsOnly() throws IOException {
        try (TestWorker _ = worker(Map.of()).untilReady()) {
            platform.askPlainly("media", "How do I set the log level?");
            JsonNode own = body(platform.reply());
            assertThat(own.path("answer").asString())
                    .startsWith("The log level is set with the level option of the logger [1].");
            assertThat(own.path("citations").path(0).path("document").asString())
                    .isEqualTo("pino/levels.md");
            assertThat(PINO).contains(own.path("citations").path(0).path("quote").asString());

            platform.askPlainly("bakery", "How do I set the log level?");
            JsonNode others = body(platform.reply());
            assertThat(others.toString()).doesNotContain("level option");
            assertThat(others.path("citations").isEmpty()).isTrue();
        }
    }

    @Test
    void streamsItsSentences() throws IOException {
        try (TestWorker _ = worker(Map.of()).untilReady()) {
            platform.ask("media", "{\"question\":\"How is the log level set?\",\"stream\":true}");
            List<Reply> replies = platform.replies();

            assertThat(replies.getFirst().status()).isEqualTo(Reply.Status.PART);
            assertThat(replies.getFirst().body()).contains("\"delta\":\"The log level");
            assertThat(body(replies.getLast()).path("answer").asString()).contains("level option");
        }
    }

    @Test
    void isWarmFromTheCacheWithTheSameVectors() throws IOException {
        Map<String, String> cached = Map.of("REDIS_ENABLED", "true");
        JsonNode cold;
        try (TestWorker first = worker(cached).untilReady()) {
            assertThat(first.metric("rag_passage_embeddings_total{source=\"model\"}")).isEqualTo(3);
            platform.askPlainly("media", "How do I redact keys?");
            cold = body(platform.reply()).path("citations");
            first.terminate();
        }
        try (TestWorker second = worker(cached).untilReady()) {
            assertThat(second.metric("rag_passage_embeddings_total{source=\"model\"}")).isZero();
            assertThat(second.metric("rag_passage_embeddings_total{source=\"store\"}"))
                    .isEqualTo(3);
            platform.askPlainly("media", "How do I redact keys?");
            assertThat(body(platform.reply()).path("citations")).isEqualTo(cold);
        }
    }

    @Test
    void loadsTheModelAtTheFirstQuestionWhenToldTo() throws IOException {
        try (TestWorker first = worker(Map.of("REDIS_ENABLED", "true")).untilReady()) {
            first.terminate();
        }
        Map<String, String> lazy =
                Map.of(
                        "REDIS_ENABLED", "true",
                        "PREWARM_MODEL", "0",
                        "READINESS_CHECK_MODEL", "0");
        try (TestWorker worker = worker(lazy).untilReady()) {
            assertThat(worker.metric("rag_model_loaded")).isZero();

            platform.askPlainly("media", "How do I set the log level?");

            assertThat(body(platform.reply()).path("answer").asString()).contains("level option");
            assertThat(worker.metric("rag_model_loaded")).isEqualTo(1);
        }
    }

    @Test
    void isReadyWithALazyModelToo() throws IOException {
        try (TestWorker first = worker(Map.of("REDIS_ENABLED", "true")).untilReady()) {
            first.terminate();
        }
        Map<String, String> lazy = Map.of("REDIS_ENABLED", "true", "PREWARM_MODEL", "0");
        try (TestWorker worker = worker(lazy)) {
            worker.await("alive", () -> worker.page("/livez").statusCode() == 200);
            worker.await("indexed", () -> worker.metric("rag_index_chunks") > 0);
            assertThat(worker.metric("rag_model_loaded")).as("nobody has asked yet").isZero();

            worker.untilReady();

            assertThat(worker.metric("rag_model_loaded")).isEqualTo(1);
        }
    }

    @Test
    void finishesWhatIsInFlightWhenItIsTerminated() throws Exception {
        try (TestWorker worker = worker(SLOW).untilReady()) {
            platform.askPlainly("media", "How do I set the log level?");
            worker.await("in flight", () -> worker.metric("rag_requests_in_flight") == 1);
            worker.terminate();

            Reply reply = platform.reply();
            assertThat(body(reply).path("synthetic").asBoolean()).isTrue();
            assertThat(reply.attempt()).isEqualTo(1);
            assertThat(worker.exitCode()).isIn(0, 143);
            assertThat(platform.queue.stats().slots()).isEmpty();
        }
    }

    @Test
    void givesBackWhatItCannotFinishSoThatAnotherAnswers() throws Exception {
        try (TestWorker stuck = worker(STUCK).untilReady()) {
            platform.askPlainly("media", "How do I set the log level?");
            stuck.await("in flight", () -> stuck.metric("rag_requests_in_flight") == 1);
            stuck.terminate();
            assertThat(stuck.exitCode()).isIn(0, 143);
        }
        assertThat(platform.queue.stats().waiting()).isEqualTo(1);
        try (TestWorker _ = worker(Map.of())) {
            assertThat(body(platform.reply()).path("generator").asString()).isEqualTo("extractive");
        }
    }

    @Test
    void losesNothingWhenItIsKilled() throws Exception {
        try (TestWorker stuck = worker(STUCK).untilReady()) {
            platform.askPlainly("media", "How do I set the log level?");
            stuck.await("in flight", () -> stuck.metric("rag_requests_in_flight") == 1);
            stuck.kill();
            stuck.exitCode();
        }
        try (TestWorker _ = worker(Map.of())) {
            Reply reply = platform.reply();
            assertThat(body(reply).path("answer").asString()).contains("level option");
            assertThat(reply.attempt()).isEqualTo(2);
        }
    }

    @Test
    void stopsWorkThatItsCallerCancelled() throws IOException {
        try (TestWorker worker = worker(STUCK).untilReady()) {
            RequestId id = platform.askPlainly("media", "How do I set the log level?");
            worker.await("in flight", () -> worker.metric("rag_requests_in_flight") == 1);

            assertThat(platform.queue.cancel(id)).isEqualTo(CancelOutcome.SIGNALLED);

            worker.await("free again", () -> worker.metric("rag_requests_in_flight") == 0);
            assertThat(worker.metric("rag_request_duration_seconds_count{outcome=\"cancelled\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void followsTenantsThatJoinAndLeave() throws IOException {
        try (TestWorker worker = worker(Map.of()).untilReady()) {
            platform.publish(Map.of("media", "pino", "newcomer", "httpd"));
            platform.askPlainly("newcomer", "What does the graceful signal do?");
            assertThat(body(platform.reply()).path("answer").asString()).contains("children");

            platform.publish(Map.of("newcomer", "httpd"));
            worker.await("down to one", () -> worker.metric("rag_index_tenants") == 1);
            assertThat(worker.metric("rag_index_chunks")).isEqualTo(1);
        }
    }

    @Test
    void isReadyOnlyWithModelIndexAndRedisAndLivesRegardless() throws IOException {
        redis.stop();
        try (TestWorker worker = worker(Map.of())) {
            worker.await("model loaded", () -> worker.metric("rag_model_loaded") == 1);
            assertThat(worker.page("/readyz").statusCode()).isEqualTo(503);
            assertThat(worker.page("/readyz").body())
                    .contains("\"model_loaded\":true", "\"redis\":false", "Redis does not answer");
            assertThat(worker.page("/livez").statusCode()).isEqualTo(200);
            assertThat(worker.page("/health").statusCode()).isEqualTo(200);

            redis.start();
            worker.await(
                    "no directory",
                    () -> worker.page("/readyz").body().contains("no tenant directory"));
            try (TestPlatform again = new TestPlatform(redis.port())) {
                again.publish(Map.of("media", "pino"));
            }
            worker.untilReady();

            redis.stop();
            worker.await("not ready", () -> worker.page("/readyz").statusCode() == 503);
            assertThat(worker.page("/livez").statusCode()).isEqualTo(200);
            redis.start();
            worker.untilReady();
            try (TestPlatform again = new TestPlatform(redis.port())) {
                again.publish(Map.of("media", "pino"));
                again.askPlainly("media", "How do I set the log level?");
                assertThat(body(again.reply()).path("citations").isEmpty()).isFalse();
            }
        }
    }

    @Test
    void servesOnlyItsOwnPages() throws IOException {
        try (TestWorker worker = worker(Map.of())) {
            worker.await("alive", () -> worker.page("/health").statusCode() == 200);
            assertThat(worker.page("/nothing").statusCode()).isEqualTo(404);
        }
    }
}
