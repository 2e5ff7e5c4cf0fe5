package dev.spillway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.List;

/** Tokens whose keys come from the issuer's web server, which changes them and goes away. */
class KeysByUrlIT {
    private final TestTokens old = new TestTokens("old");
    private final TestTokens fresh = new TestTokens("fresh");
    private final KeyServer issuer = new KeyServer(old.keys());
    private final TestRedis redis = TestRedis.start();

    @BeforeEach
    void publishADirectory() {
        redis.set("spillway:directory", TestTenants.directory(1, List.of(TestTenants.BAKERY)));
    }

    @AfterEach
    void stop() {
        issuer.close();
        redis.close();
    }

    private RunningRouter router(String keysKept) {
        RunningRouter router =
                RunningRouter.start(
                        redis.port(),
                        "router.jwt.issuer=" + TestTokens.ISSUER,
                        "router.jwt.audience=" + TestTokens.AUDIENCE,
                        "router.jwt.jwks=" + issuer.url(),
                        "router.jwt.keys-kept=" + keysKept);
        router.awaitReady();
        return router;
    }

    @Test
    void followsARotatedKeyAtOnce() {
        try (RunningRouter router = router("5m")) {
            assertThat(status(router, old)).isEqualTo(200);

            issuer.publish(fresh.keys());

            assertThat(status(router, old)).as("still kept").isEqualTo(200);
            assertThat(status(router, fresh)).as("fetched because unknown").isEqualTo(200);
            assertThat(status(router, old)).as("no longer published").isEqualTo(401);
        }
    }

    @Test
    void forgetsAWithdrawnKeyOnceItIsOld() {
        try (RunningRouter router = router("1s")) {
            assertThat(status(router, old)).isEqualTo(200);

            issuer.publish(fresh.keys());

            Await.until("refused", () -> status(router, old) == 401);
        }
    }

    @Test
    void keepsItsKeysWhileTheIssuerIsAway() {
        try (RunningRouter router = router("1s")) {
            assertThat(status(router, old)).isEqualTo(200);
            issuer.goAway();
            long began = System.nanoTime();

            Await.until(
                    "keys are long too old",
                    () -> {
                        assertThat(status(router, old)).isEqualTo(200);
                        return System.nanoTime() - began > 2_500_000_000L;
                    });
            issuer.publish(fresh.keys());
            issuer.comeBack();

            Await.until("the fresh key", () -> status(router, fresh) == 200);
        }
    }

    @Test
    void saysSoUntilItHasHadKeysOnce() {
        issuer.goAway();
        try (RunningRouter router = router("5s")) {
            HttpResponse<String> refused = models(router, old);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body())
                    .contains("the keys that tokens are signed with cannot be read");
            assertThat(router.get("/readyz").statusCode())
                    .as("keys serve as before")
                    .isEqualTo(200);
            assertThat(router.get("/v1/models", TestTenants.BAKERY.key()).statusCode())
                    .isEqualTo(200);

            issuer.comeBack();

            Await.until("tokens accepted", () -> status(router, old) == 200);
        }
    }

    @Test
    void doesNotFetchForEveryTokenSomebodyMadeUp() {
        try (RunningRouter router = router("5m")) {
            assertThat(status(router, old)).isEqualTo(200);

            for (int i = 0; i < 20; i++) {
                assertThat(status(router, new TestTokens("made-up-" + i))).isEqualTo(401);
            }

            assertThat(issuer.fetches()).isLessThanOrEqualTo(3);
            assertThat(status(router, old)).isEqualTo(200);
        }
    }

    private static int status(RunningRouter router, TestTokens by) {
        return models(router, by).statusCode();
    }

    private static HttpResponse<String> models(RunningRouter router, TestTokens by) {
        return router.get("/v1/models", by.signed(by.claims("bakery")));
    }
}
