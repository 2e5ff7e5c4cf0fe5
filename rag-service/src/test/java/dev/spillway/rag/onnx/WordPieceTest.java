package dev.spillway.rag.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class WordPieceTest {

    private static final Map<Integer, String> PIECES = new HashMap<>();
    private static WordPiece tokenizer = new WordPiece(MiniLmFiles.vocabulary());

    @BeforeAll
    static void readVocabulary() {
        MiniLmFiles.vocabulary().forEach((piece, id) -> PIECES.put(id, piece));
    }

    private static List<String> pieces(String text) {
        return Arrays.stream(tokenizer.encode(text, 256))
                .mapToObj(id -> PIECES.getOrDefault((int) id, "?"))
                .toList();
    }

    @Test
    void readsTheWholeVocabulary() {
        assertThat(PIECES).hasSize(30_522);
    }

    @Test
    void givesTheIdsThatBertGives() {
        // Published ids of bert-base-uncased.
        assertThat(tokenizer.encode("Hello world", 256)).containsExactly(101, 7592, 2088, 102);
    }

    @Test
    void cutsUnknownWordsIntoTheLongestPieces() {
        assertThat(pieces("embeddings"))
                .containsExactly("[CLS]", "em", "##bed", "##ding", "##s", "[SEP]");
    }

    @Test
    void separatesPunctuationAndLowersCaseAndAccents() {
        assertThat(pieces("Café, naïve!"))
                .containsExactly("[CLS]", "cafe", ",", "naive", "!", "[SEP]");
    }

    @Test
    void readsChineseCharacterByCharacter() {
        assertThat(pieces("中国")).containsExactly("[CLS]", "中", "国", "[SEP]");
    }

    @Test
    void knowsNothingOfAWordOverAHundredLettersOrOfAnUnknownMark() {
        assertThat(pieces("a".repeat(101))).containsExactly("[CLS]", "[UNK]", "[SEP]");
        assertThat(pieces("😀 ok")).containsExactly("[CLS]", "[UNK]", "ok", "[SEP]");
    }

    @Test
    void dropsControlCharactersAndSurvivesEmptyAndBrokenText() {
        assertThat(pieces("he\u0000l\u200Dlo")).containsExactly("[CLS]", "hello", "[SEP]");
        assertThat(pieces("")).containsExactly("[CLS]", "[SEP]");
        assertThat(pieces("\uD800")).containsExactly("[CLS]", "[SEP]");
    }

    @Test
    void doesNotTakeAMarkInATextForTheMarkItself() {
        assertThat(pieces("[SEP]")).containsExactly("[CLS]", "[", "sep", "]", "[SEP]");
    }

    @Test
    void cutsOffWhatIsTooLongAndStillEndsWithTheMark() {
        long[] ids = tokenizer.encode("word ".repeat(1000), 256);

        assertThat(ids).hasSize(256).endsWith(102);
    }

    @Test
    void refusesAVocabularyWithoutTheMarks() {
        assertThatThrownBy(() -> new WordPiece(Map.of("a", 1)))
                .hasMessage("the vocabulary has no [UNK]");
    }
}
