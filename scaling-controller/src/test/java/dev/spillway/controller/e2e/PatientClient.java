package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.fail;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks until it has an answer, always with the same idempotency key and through whichever router
 * answers, as a careful client does.
 */
final class PatientClient {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Set<Integer> ASK_AGAIN = Set.of(502, 503);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ClusterUnderTest cluster;
    private URI router;

    PatientClient(ClusterUnderTest cluster) {
        this.cluster = cluster;
        this.router = cluster.router().orElseThrow();
    }

    record Answer(String id, String text, int attempts) {}

    Answer ask(TenantDocument tenant, String idempotencyKey) throws InterruptedException {
        Instant giveUp = Await.CLOCK.instant().plus(Await.PATIENCE);
        String last = "nothing";
        for (int attempt = 1; Await.CLOCK.instant().isBefore(giveUp); attempt++) {
            URI asked = router();
            try {
                HttpResponse<String> response =
                        http.send(
                                request(asked, tenant, idempotencyKey),
                                HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    JsonNode body = MAPPER.readTree(response.body());
                    return new Answer(
                            body.required("id").asString(),
                            body.required("answer").asString(),
                            attempt);
                }
                last = response.statusCode() + " " + response.body();
                if (!ASK_AGAIN.contains(response.statusCode())) {
                    break;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            leave(asked);
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return fail("no answer to %s, at last: %s".formatted(idempotencyKey, last));
    }

    private synchronized URI router() {
        return router;
    }

    /** One of many who lost a router looks for another. */
    private synchronized void leave(URI lost) {
        if (router.equals(lost)) {
            router = cluster.router().orElse(lost);
        }
    }

    private static HttpRequest request(URI router, TenantDocument tenant, String idempotencyKey) {
        return HttpRequest.newBuilder(router.resolve("/v1/query"))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tenant.key())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"question\": \"What is asked by %s?\"}"
                                        .formatted(idempotencyKey)))
                .build();
    }
}
