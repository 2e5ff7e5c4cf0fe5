package dev.spillway.loadtest.platform;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks until it has an answer, always with the same idempotency key, as a careful client does when
 * a router dies.
 */
final class RetryingClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JsonMapper json = new JsonMapper();
    private final InstantSource clock;
    private final URI query;

    RetryingClient(URI router, InstantSource clock) {
        this.query = router.resolve("/v1/query");
        this.clock = clock;
    }

    record Answer(String id, String text, int attempts) {}

    Answer ask(String apiKey, String idempotencyKey, String question) throws InterruptedException {
        Instant giveUp = clock.instant().plus(PATIENCE);
        String last = "nothing";
        for (int attempt = 1; clock.instant().isBefore(giveUp); attempt++) {
            try {
                HttpResponse<String> response =
                        http.send(
                                request(apiKey, idempotencyKey, question),
                                HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    JsonNode body = json.readTree(response.body());
                    return new Answer(
                            body.path("id").asString(), body.path("answer").asString(), attempt);
                }
                last = response.statusCode() + " " + response.body();
            } catch (IOException e) {
                last = e.toString();
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        throw new AssertionError(
                "no answer for " + idempotencyKey + " within " + PATIENCE + ", last: " + last);
    }

    private HttpRequest request(String apiKey, String idempotencyKey, String question) {
        return HttpRequest.newBuilder(query)
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\": \"" + question + "\"}"))
                .build();
    }
}
