package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.work.Completion.Result;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What OpenAI clients see. */
class ChatIT {
    private static Platform platform;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        platform = new Platform(BAKERY);
        router = platform.router();
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
    void answersAConversation() throws Exception {
        BlockingQueue<String> payloads = new LinkedBlockingQueue<>();
        platform.worker()
                .does(
                        claim -> {
                            payloads.add(claim.payload());
                            platform.worker().answer(claim);
                        });

        HttpResponse<String> response =
                chat(
                        """
                        {"model": "spillway", "temperature": 0.2, "messages": [
                          {"role": "developer", "content": "Answer briefly."},
                          {"role": "user", "content": [{"type": "text", "text": "How?"}]}]}""");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode body = json(response.body());
        assertThat(body.get("object").asString()).isEqualTo("chat.completion");
        assertThat(body.at("/choices/0/message/role").asString()).isEqualTo("assistant");
        assertThat(body.at("/choices/0/message/content").asString()).startsWith("Payload of ");
        assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(426);
        assertThat(body.at("/spillway/citations/0/document").asString()).isEqualTo("a.md");
        assertThat(payloads.poll(5, TimeUnit.SECONDS))
                .isEqualTo(
                        "{\"question\":\"How?\",\"history\":[{\"role\":\"system\",\"content\":"
                                + "\"Answer briefly.\"}],\"maxPassages\":4,\"stream\":false}");
    }

    @Test
    void streamsPartsAsTheyCome() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        platform.worker()
                .does(
                        claim -> {
                            platform.worker().publish(claim, 0, "One ");
                            QueryIT.afterOpening(
                                    gate,
                                    () -> {
                                        platform.worker().publish(claim, 1, "two.");
                                        platform.worker()
                                                .complete(
                                                        claim,
                                                        Result.ANSWERED,
                                                        TestWorker.answerBody("One two."));
                                    });
                        });

        try (BufferedReader events = stream()) {
            assertThat(delta(events).get("role").asString()).isEqualTo("assistant");
            // The worker has not gone on yet: this part came by itself.
            assertThat(delta(events).get("content").asString()).isEqualTo("One ");
            gate.countDown();
            assertThat(delta(events).get("content").asString()).isEqualTo("two.");
            JsonNode closing = json(event(events));
            assertThat(closing.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
            assertThat(closing.at("/spillway/citations/0/index").asInt()).isEqualTo(1);
            assertThat(json(event(events)).at("/usage/total_tokens").asInt()).isEqualTo(426);
            assertThat(event(events)).isEqualTo("[DONE]");
        }
    }

    @Test
    void streamsAnAnswerThatCameWhole() throws Exception {
        try (BufferedReader events = stream()) {
            delta(events);
            assertThat(delta(events).get("content").asString()).startsWith("Payload of ");
        }
    }

    @Test
    void endsABrokenStreamWithAnError() throws Exception {
        platform.worker()
                .does(
                        claim -> {
                            platform.worker().publish(claim, 0, "One ");
                            platform.worker()
                                    .complete(
                                            claim,
                                            Result.FAILED,
                                            "{\"code\": \"generator_unavailable\", \"detail\":"
                                                    + " \"it went away\"}");
                        });

        try (BufferedReader events = stream()) {
            delta(events);
            delta(events);
            JsonNode error = json(event(events)).get("error");
            assertThat(error.get("message").asString()).isEqualTo("it went away");
            assertThat(error.get("code").asString()).isEqualTo("generator_unavailable");
        }
    }

    @Test
    void failsBeforeTheFirstPartWithAnOrdinaryError() {
        platform.worker().does(claim -> platform.worker().complete(claim, Result.FAILED, "{}"));

        HttpResponse<String> response = chat(streamed());

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response.body()).at("/error/type").asString()).isEqualTo("server_error");
    }

    @Test
    void listsTheOneModel() {
        assertThat(json(router.get("/v1/models", BAKERY.key()).body()).at("/data/0/id").asString())
                .isEqualTo("spillway");
        assertThat(router.get("/v1/models/spillway", BAKERY.key()).statusCode()).isEqualTo(200);
        HttpResponse<String> other = router.get("/v1/models/gpt-4", BAKERY.key());
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(json(other.body()).at("/error/code").asString()).isEqualTo("model_not_found");
        assertThat(router.get("/v1/models").statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> chat(String body) {
        return router.send(router.post("/v1/chat/completions", BAKERY.key(), body));
    }

    private static String streamed() {
        return """
        {"model": "spillway", "stream": true, "stream_options": {"include_usage": true},
         "messages": [{"role": "user", "content": "How?"}]}""";
    }

    private static BufferedReader stream() throws IOException, InterruptedException {
        var response =
                HttpClient.newHttpClient()
                        .send(
                                router.post("/v1/chat/completions", BAKERY.key(), streamed())
                                        .build(),
                                BodyHandlers.ofInputStream());
        assertThat(response.headers().allValues("Content-Type"))
                .isEqualTo(List.of("text/event-stream;charset=utf-8"));
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static JsonNode delta(BufferedReader events) throws IOException {
        return json(event(events)).at("/choices/0/delta");
    }

    private static String event(BufferedReader events) throws IOException {
        String line = events.readLine();
        assertThat(events.readLine()).isEmpty();
        assertThat(line).startsWith("data: ");
        return line.substring("data: ".length());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
