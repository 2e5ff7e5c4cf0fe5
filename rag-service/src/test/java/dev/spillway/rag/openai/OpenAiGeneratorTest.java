package dev.spillway.rag.openai;

import static dev.spillway.rag.answer.Passages.passage;
import static dev.spillway.rag.answer.Passages.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.rag.answer.Generated;
import dev.spillway.rag.answer.Parts;
import dev.spillway.rag.answer.Prompt;
import dev.spillway.rag.answer.StopSignal;
import dev.spillway.rag.answer.WorkStoppedException;
import dev.spillway.rag.index.Passage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

@Timeout(30)
class OpenAiGeneratorTest {

    private static final Passage LEVELS =
            passage("pino/api.md", 0.7, "The log level is set with the level option.");
    private static final Prompt PLAIN = prompt("How do I set the log level?", false, LEVELS);
    private static final Prompt STREAMED = prompt("How do I set the log level?", true, LEVELS);

    private static OpenAiGenerator generator(String url, Duration timeout) {
        return new OpenAiGenerator(
                HttpClient.newHttpClient(),
                OpenAiEndpoint.of(url, "key-1", "tiny", timeout),
                System::nanoTime);
    }

    private static Generated generate(ModelServer server, Prompt prompt, Parts parts) {
        return generator(server.url(), Duration.ofSeconds(20))
                .generate(prompt, parts, new StopSignal());
    }

    @Test
    void asksWithPassagesHistoryAndQuestionAndTakesAnswerAndUsage() throws Exception {
        try (ModelServer server = new ModelServer(200)) {
            server.send(
                            """
                            {"choices":[{"message":{"content":"With level [1], see [7]."}}],
                             "usage":{"prompt_tokens":40,"completion_tokens":6}}
                            """)
                    .end();

            Generated.Answered answer = (Generated.Answered) generate(server, PLAIN, Parts.NONE);

            assertThat(answer.text()).isEqualTo("With level [1], see [7].");
            assertThat(answer.promptTokens()).hasValue(40);
            assertThat(answer.model()).isEqualTo("tiny");
            assertThat(answer.citations()).hasSize(1);
            assertThat(answer.citations().getFirst().quote())
                    .isEqualTo("The log level is set with the level option.");
            assertThat(server.authorizations.take()).isEqualTo("Bearer key-1");
            assertThat(server.bodies.take())
                    .contains(
                            "\"model\":\"tiny\"",
                            "\"stream\":false",
                            "[1] Logging",
                            "Be brief.",
                            "\"role\":\"user\",\"content\":\"How do I set the log level?\"");
        }
    }

    @Test
    void passesPiecesOnWhileTheServerIsStillWriting() throws Exception {
        try (ModelServer server = new ModelServer(200)) {
            BlockingQueue<String> parts = new LinkedBlockingQueue<>();
            server.delta("With ").delta("level ");
            Thread rest =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        String seen = "";
                                        try {
                                            while (!seen.equals("With level ")) {
                                                seen += parts.take();
                                            }
                                        } catch (InterruptedException _) {
                                            return;
                                        }
                                        server.delta("[1].")
                                                .send(
                                                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,")
                                                .send(
                                                        "\"completion_tokens\":3}}\n\ndata: [DONE]\n\n")
                                                .end();
                                    });

            Generated.Answered answer = (Generated.Answered) generate(server, STREAMED, parts::add);
            rest.join();

            assertThat(answer.text()).isEqualTo("With level [1].");
            assertThat(answer.completionTokens()).hasValue(3);
            assertThat(parts).containsExactly("[1].");
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    500, generator_unavailable
                    429, generator_unavailable
                    401, generator_refused
                    404, generator_refused
                    """)
    void failsWithACodeThatFollowsFromTheStatus(int status, String code) throws IOException {
        try (ModelServer server = new ModelServer(status)) {
            server.send("the tenant's words").end();

            Generated.Failed failed = (Generated.Failed) generate(server, PLAIN, Parts.NONE);

            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.detail()).contains(Integer.toString(status)).doesNotContain("words");
        }
    }

    @Test
    void failsOnAReplyThatIsNoChatCompletionOrBreaksOff() throws IOException {
        for (String reply : List.of("<html>", "{}", "[]", "")) {
            try (ModelServer server = new ModelServer(200)) {
                server.send(reply).end();
                assertThat(((Generated.Failed) generate(server, PLAIN, Parts.NONE)).code())
                        .isEqualTo("generator_invalid_reply");
            }
        }
        try (ModelServer server = new ModelServer(200)) {
            server.delta("half").end();
            assertThat(((Generated.Failed) generate(server, STREAMED, Parts.NONE)).code())
                    .isEqualTo("generator_invalid_reply");
        }
    }

    @Test
    void failsWhenNobodyListensOrAnswersInTime() throws IOException {
        String url;
        try (ModelServer server = new ModelServer(200)) {
            url = server.url();
            Generated late =
                    generator(url, Duration.ofMillis(200))
                            .generate(PLAIN, Parts.NONE, new StopSignal());
            assertThat(((Generated.Failed) late).code()).isEqualTo("generator_unavailable");
        }
        Generated gone =
                generator(url, Duration.ofSeconds(20))
                        .generate(PLAIN, Parts.NONE, new StopSignal());
        assertThat(((Generated.Failed) gone).code()).isEqualTo("generator_unavailable");
    }

    @Test
    void stopsInTheMiddleOfAStream() throws IOException {
        try (ModelServer server = new ModelServer(200)) {
            server.delta("one");
            StopSignal stop = new StopSignal();

            assertThatThrownBy(
                            () ->
                                    generator(server.url(), Duration.ofSeconds(20))
                                            .generate(STREAMED, _ -> stop.stop(), stop))
                    .isInstanceOf(WorkStoppedException.class);
        }
    }

    @Test
    void takesTheServersAddressWithAndWithoutVersion() {
        for (String url : List.of("http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/")) {
            assertThat(OpenAiEndpoint.of(url, "", "m", Duration.ofSeconds(1)).completions())
                    .hasToString("http://h:1/v1/chat/completions");
        }
        assertThatThrownBy(() -> OpenAiEndpoint.of("ftp://h", "", "m", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
