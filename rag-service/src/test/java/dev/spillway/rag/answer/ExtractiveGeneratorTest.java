package dev.spillway.rag.answer;

import static dev.spillway.rag.answer.Passages.passage;
import static dev.spillway.rag.answer.Passages.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.rag.index.Passage;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExtractiveGeneratorTest {

    private static final Passage LEVELS =
            passage(
                    "pino/api.md",
                    0.7,
                    "The log level is set\nwith the `level` option. Colours are a matter of taste.");

    private final Generator generator = new ExtractiveGenerator();

    private Generated.Answered answer(Prompt prompt, Parts parts) {
        return (Generated.Answered) generator.generate(prompt, parts, new StopSignal());
    }

    @Test
    void answersWithTheSentenceThatMeetsTheQuestionAndQuotesItVerbatim() {
        Generated.Answered answer =
                answer(prompt("How do I set the log level?", false, LEVELS), Parts.NONE);

        assertThat(answer.text()).startsWith("The log level is set with the `level` option [1].");
        assertThat(answer.citations().getFirst())
                .isEqualTo(
                        new Citation(
                                1,
                                "pino/api.md",
                                3,
                                "The log level is set\nwith the `level` option.",
                                0.03));
        assertThat(answer.synthetic()).isFalse();
    }

    @Test
    void saysSoWhenNothingRelevantWasFound() {
        Passage far = passage("cooking.md", 0.1, "Bread needs flour, water and salt to rise.");

        Generated.Answered answer = answer(prompt("What is a mutex?", false, far), Parts.NONE);

        assertThat(answer.text()).isEqualTo(ExtractiveGenerator.NOTHING_FOUND);
        assertThat(answer.citations()).isEmpty();
        assertThat(answer(prompt("What?", false), Parts.NONE).citations()).isEmpty();
    }

    @Test
    void sendsItsSentencesAsPartsThatTogetherAreTheAnswer() {
        List<String> parts = new ArrayList<>();
        Passage more = passage("pino/web.md", 0.6, "The log level of a child logger may differ.");

        Generated.Answered answer =
                answer(prompt("How is the log level set?", true, LEVELS, more), parts::add);

        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(String.join("", parts)).isEqualTo(answer.text());
    }

    @Test
    void stopsWhenNobodyWantsTheAnswer() {
        StopSignal stop = new StopSignal();
        stop.stop();

        assertThatThrownBy(
                        () ->
                                generator.generate(
                                        prompt("log level?", false, LEVELS), Parts.NONE, stop))
                .isInstanceOf(WorkStoppedException.class);
    }
}
