package dev.spillway.rag.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void findsSentencesAcrossWrappedLines() {
        assertThat(Sentences.of("One is\nhere. Two follows! Is three here?"))
                .containsExactly("One is\nhere.", "Two follows!", "Is three here?");
    }

    @Test
    void doesNotEndAtAbbreviationsOrInsideNames() {
        assertThat(Sentences.of("Use a logger, e.g. Pino, in server.js files. Then start."))
                .containsExactly("Use a logger, e.g. Pino, in server.js files.", "Then start.");
    }

    @Test
    void dropsListMarksButKeepsTheWords() {
        assertThat(Sentences.of("- First item.\n2. Second item.\n> * Quoted item."))
                .containsExactly("First item.", "Second item.", "Quoted item.");
    }

    @Test
    void leavesHeadingsCodeAndTablesOut() {
        assertThat(Sentences.of("# Title\n```\nint x = 1. Or 2.\n```\n| a | b |\nProse."))
                .containsExactly("Prose.");
    }

    @Test
    void givesExactSubstrings() {
        String text = "* A *b* c.  D `e.f` g?\n\nH\ti  j. Kl.";

        assertThat(Sentences.of(text)).isNotEmpty().allMatch(text::contains);
    }
}
