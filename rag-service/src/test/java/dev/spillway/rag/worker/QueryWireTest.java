package dev.spillway.rag.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.rag.answer.Citation;
import dev.spillway.rag.answer.Turn;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes the examples both sides of the wire agree on. */
class QueryWireTest {

    private static String example(String name) throws IOException {
        Path root = Path.of(System.getProperty("spillway.root", ".."));
        return Files.readString(root.resolve("contracts/examples").resolve(name));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void readsTheJobOfTheContract() throws IOException {
        assertThat(QueryWire.readJob(example("query-job.json")))
                .isEqualTo(
                        new QueryJob(
                                "How do I set the log level?",
                                List.of(new Turn("system", "Answer briefly.")),
                                4,
                                false));
    }

    @Test
    void writesTheAnswerOfTheContract() throws IOException {
        String quote = "The log level is set with the level option.";
        QueryWire.Answer answer =
                new QueryWire.Answer(
                        "The log level is set with the level option [1].",
                        List.of(new Citation(1, "pino/docs/api.md", 3, quote, 0.0325)),
                        "extractive",
                        false,
                        "extractive",
                        new QueryWire.Usage(412, 14),
                        "shared-demo-1");

        assertThat(json(QueryWire.write(answer))).isEqualTo(json(example("query-answer.json")));
    }

    @Test
    void writesTheFailureAndThePartOfTheContract() throws IOException {
        assertThat(
                        json(
                                QueryWire.write(
                                        new QueryWire.Failure(
                                                "generator_unavailable",
                                                "the model server did not answer within 30 s"))))
                .isEqualTo(json(example("query-failure.json")));
        assertThat(json(QueryWire.writePart("The log level is set ")))
                .isEqualTo(json(example("query-part.json")));
    }
}
