package dev.spillway.router.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamedTextTest {
    private final StreamedText text = new StreamedText();

    @Test
    void passesPartsOnAsTheyCome() {
        assertThat(text.part(1, 0, "One ")).isEqualTo("One ");
        assertThat(text.part(1, 1, "two.")).isEqualTo("two.");
        assertThat(text.rest("One two.")).contains("");
    }

    @Test
    void sendsNothingTwiceWhenASecondWorkerStartsAgain() {
        text.part(1, 0, "One ");

        assertThat(text.part(2, 0, "On")).isEmpty();
        assertThat(text.part(2, 1, "e two")).isEqualTo("two");
        assertThat(text.part(1, 1, "late")).isEmpty();
        assertThat(text.rest("One two.")).contains(".");
    }

    @Test
    void waitsForTheEndWhenItMissedTheBeginning() {
        assertThat(text.part(1, 3, "two.")).isEmpty();
        assertThat(text.rest("One two.")).contains("One two.");
    }

    @Test
    void doesNotRepeatAPartThatCameTwice() {
        text.part(1, 0, "One ");

        assertThat(text.part(1, 0, "One ")).isEmpty();
        assertThat(text.part(1, 1, "two.")).isEqualTo("two.");
    }

    @Test
    void tellsWhenTheAnswerBecameAnother() {
        text.part(1, 0, "One ");
        text.part(2, 0, "Two ");

        assertThat(text.rest("Two three.")).isEmpty();
    }
}
