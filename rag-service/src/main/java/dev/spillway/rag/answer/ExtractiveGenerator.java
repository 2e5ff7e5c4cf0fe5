package dev.spillway.rag.answer;

import dev.spillway.rag.index.Passage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Answers with sentences of the passages themselves, each followed by its citation. */
public final class ExtractiveGenerator implements Generator {

    static final String NOTHING_FOUND =
            "The documents available to you say nothing about this question.";

    @Override
    public String name() {
        return "extractive";
    }

    @Override
    public Generated generate(Prompt prompt, Parts parts, StopSignal stop) {
        List<Passage> relevant = Relevance.relevant(prompt.question(), prompt.passages());
        List<Statement> statements = Statements.best(prompt.question(), relevant);
        StringBuilder text = new StringBuilder();
        List<Citation> citations = new ArrayList<>();
        if (statements.isEmpty()) {
            send(NOTHING_FOUND, text, parts);
        }
        for (Statement statement : statements) {
            stop.check();
            int number = citations.size() + 1;
            Passage passage = relevant.get(statement.passage());
            citations.add(cite(number, passage, statement.sentence()));
            send(sentence(number, statement.sentence()), text, parts);
        }
        return new Generated.Answered(
                text.toString(),
                citations,
                name(),
                false,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    static Citation cite(int number, Passage passage, String quote) {
        return new Citation(
                number,
                passage.chunk().document(),
                passage.chunk().ordinal(),
                quote,
                passage.score());
    }

    private static void send(String piece, StringBuilder text, Parts parts) {
        String delta = text.isEmpty() ? piece : " " + piece;
        text.append(delta);
        parts.send(delta);
    }

    /** The words as they are, in one line; the mark goes before a closing full stop. */
    private static String sentence(int number, String quote) {
        String line = quote.replaceAll("\\s+", " ");
        return line.endsWith(".")
                ? "%s [%d].".formatted(line.substring(0, line.length() - 1), number)
                : "%s [%d]".formatted(line, number);
    }
}
