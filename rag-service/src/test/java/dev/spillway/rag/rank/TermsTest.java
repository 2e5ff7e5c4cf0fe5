package dev.spillway.rag.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermsTest {

    @Test
    void bringsFormsOfAWordTogetherAndDropsStopWords() {
        assertThat(Terms.of("How are logs logged?")).isEqualTo(Terms.of("the log logging"));
    }

    @Test
    void hasNothingForMarksAndStopWords() {
        assertThat(Terms.of("what is the ... ?")).isEmpty();
    }
}
