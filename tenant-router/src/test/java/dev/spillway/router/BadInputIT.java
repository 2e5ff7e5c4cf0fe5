package dev.spillway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whatever a caller sends, it gets one clear line, and always in the form it expects. */
class BadInputIT {
    private static final TestTokens TOKENS = new TestTokens();

    private static TestRedis redis;
    private static RunningRouter router;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path keys = folder.resolve("keys.json");
        TOKENS.writeKeys(keys);
        redis = TestRedis.start();
        redis.set(
                "spillway:directory",
                TestTenants.directory(1, List.of(TestTenants.BAKERY, TestTenants.MEDIA)));
        router =
                RunningRouter.start(
                        redis.port(),
                        "router.jwt.issuer=" + TestTokens.ISSUER,
                        "router.jwt.audience=" + TestTokens.AUDIENCE,
                        "router.jwt.jwks=" + keys);
        router.awaitReady();
    }

    @AfterAll
    static void stop() {
        router.close();
        redis.close();
    }

    static Stream<BadInput> table() {
        return BadInputs.all();
    }

    @ParameterizedTest
    @MethodSource("table")
    void getsOneClearLine(BadInput input) {
        BadInput.Sent sent = input.send().apply(router, TOKENS);

        assertThat(sent.status()).as(sent.body()).isEqualTo(input.status());
        JsonNode body = JsonMapper.shared().readTree(sent.body());
        if (input.what().startsWith("chat:")) {
            assertThat(sent.contentType()).startsWith("application/json");
            assertThat(body.at("/error/message").asString()).isEqualTo(input.line());
            assertThat(body.at("/error/type").asString()).isNotEmpty();
        } else {
            assertThat(sent.contentType()).startsWith("application/problem+json");
            assertThat(body.get("detail").asString()).isEqualTo(input.line());
            assertThat(body.get("status").asInt()).isEqualTo(input.status());
            assertThat(body.get("type").asString()).startsWith("https://spillway.dev/problems#");
        }
    }

    @Test
    void isListedInTheDocumentation() throws IOException {
        Path page = Path.of(System.getProperty("spillway.root"), "docs/bad-inputs-http.md");
        String expected =
                BadInputs.all()
                        .map(BadInput::row)
                        .reduce(
                                "| input | status | line |\n|---|---|---|",
                                (rows, row) -> rows + "\n" + row);

        assertThat(Files.readString(page)).contains(expected);
    }

    @Test
    void aMissingCredentialGetsAChallenge() {
        assertThat(router.get("/v1/queue").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"spillway\"");
    }
}
