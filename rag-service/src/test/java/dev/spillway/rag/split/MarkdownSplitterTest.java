package dev.spillway.rag.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class MarkdownSplitterTest {

    @Test
    void keepsTheHeadingsOfEachPieceAndNeverCrossesOne() {
        List<Piece> pieces =
                MarkdownSplitter.split(
                        """
                        # Guide
                        Intro.
                        ## Hooks
                        First hook.
                        ### Details
                        Fine print.
                        ## Routes
                        A route.
                        """);

        assertThat(pieces)
                .containsExactly(
                        new Piece(List.of("Guide"), "Intro."),
                        new Piece(List.of("Guide", "Hooks"), "First hook."),
                        new Piece(List.of("Guide", "Hooks", "Details"), "Fine print."),
                        new Piece(List.of("Guide", "Routes"), "A route."));
    }

    @Test
    void cutsALongParagraphBetweenSentences() {
        String sentence = "This sentence has exactly some words that fill the chunk. ";
        List<Piece> pieces = MarkdownSplitter.split(sentence.repeat(40));

        assertThat(pieces).hasSizeGreaterThan(2);
        assertThat(pieces)
                .allSatisfy(
                        piece -> {
                            assertThat(piece.text()).startsWith("This").endsWith("chunk.");
                            assertThat(piece.text().length())
                                    .isLessThanOrEqualTo(MarkdownSplitter.TARGET_CHARACTERS);
                        });
    }

    @Test
    void cutsCodeBetweenLinesAndDoesNotTakeItsCommentsForHeadings() {
        String code = "```\n" + "# not a heading, a comment in code\n".repeat(40) + "```\n";

        List<Piece> pieces = MarkdownSplitter.split("# Real\n" + code);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(pieces).allSatisfy(p -> assertThat(p.headings()).containsExactly("Real"));
    }

    @Test
    void cutsAWordThatIsLongerThanAChunk() {
        String word = "x".repeat(2000);

        List<Piece> pieces = MarkdownSplitter.split(word);

        assertThat(String.join("", pieces.stream().map(Piece::text).toList())).isEqualTo(word);
    }

    @Test
    void neverCutsASurrogatePair() {
        String text = "a" + "😀".repeat(1000);

        for (Piece piece : MarkdownSplitter.split(text)) {
            assertThat(Character.isLowSurrogate(piece.text().charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(piece.text().charAt(piece.text().length() - 1)))
                    .isFalse();
        }
    }

    @Test
    void makesNothingOfAnEmptyText() {
        assertThat(MarkdownSplitter.split("")).isEmpty();
        assertThat(MarkdownSplitter.split("\n\n---\n\n")).isEmpty();
    }
}
