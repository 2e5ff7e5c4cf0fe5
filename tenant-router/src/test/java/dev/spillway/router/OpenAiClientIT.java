package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.fairqueue.work.Completion.Result;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The npm client of OpenAI works unchanged. Needs Node and a registry to install it from. */
class OpenAiClientIT {
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "chat.mjs");
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/node");

    /** What a program did. */
    private record Run(int exit, String output) {}

    @Test
    void chatsPlainAndStreamed() throws Exception {
        installClient();
        try (Platform platform = new Platform(BAKERY);
                RunningRouter router = platform.router()) {
            platform.worker()
                    .does(
                            claim -> {
                                if (claim.payload().contains("\"stream\":true")) {
                                    platform.worker().publish(claim, 0, "One ");
                                    platform.worker().publish(claim, 1, "two.");
                                }
                                platform.worker()
                                        .complete(
                                                claim,
                                                Result.ANSWERED,
                                                TestWorker.answerBody("One two."));
                            });

            Run run =
                    run(
                            Map.of(
                                    "BASE_URL",
                                    "http://localhost:" + router.port() + "/v1",
                                    "API_KEY",
                                    BAKERY.key()),
                            "node",
                            "chat.mjs");

            assertThat(run.exit()).as(run.output()).isZero();
            JsonNode seen = JsonMapper.shared().readTree(run.output());
            assertThat(seen.at("/models/0").asString()).isEqualTo("spillway");
            assertThat(seen.get("plain").asString()).isEqualTo("One two.");
            assertThat(seen.at("/usage/total_tokens").asInt()).isEqualTo(426);
            assertThat(seen.get("parts").values())
                    .extracting(JsonNode::asString)
                    .containsExactly("One ", "two.");
            assertThat(seen.at("/refused/name").asString()).isEqualTo("AuthenticationError");
            assertThat(seen.at("/refused/message").asString())
                    .contains("the bearer credential is not an API key");
        }
    }

    private static void installClient() throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        for (String file : FILES) {
            Files.copy(
                    SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String missing = "skipped: ";
        try {
            Run run = run(Map.of(), "npm", "ci", "--no-audit", "--no-fund");
            assumeTrue(
                    run.exit() == 0,
                    missing + "the client could not be installed: " + run.output());
        } catch (IOException e) {
            assumeTrue(false, missing + "npm is not there: " + e.getMessage());
        }
    }

    private static Run run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(WORK, "run", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(WORK.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(Duration.ofMinutes(2))) {
            process.destroyForcibly();
            return new Run(-1, "no end within 120 s: " + String.join(" ", command));
        }
        return new Run(process.exitValue(), Files.readString(output).strip());
    }
}
