package dev.spillway.rag.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class MiniLmTest {

    private static MiniLm model = MiniLm.load();

    @BeforeAll
    static void isLoaded() {
        assertThat(model.name()).isEqualTo("all-MiniLM-L6-v2-q");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static double cosine(String one, String two) {
        float[] a = model.embed(one);
        float[] b = model.embed(two);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void putsParaphrasesNearAndUnrelatedSentencesFar() {
        assertThat(cosine("A man is eating food.", "A man is eating a piece of bread."))
                .isGreaterThan(0.6);
        assertThat(cosine("The new movie is awesome", "The new film is great")).isGreaterThan(0.75);
        assertThat(cosine("A man is eating food.", "The girl is carrying a baby.")).isLessThan(0.3);
        assertThat(cosine("How do I rotate logs?", "Sharks live in the ocean.")).isLessThan(0.2);
    }

    @Test
    void givesVectorsOfLengthOneAndAlwaysTheSame() {
        float[] vector = model.embed("How do I register a plugin?");

        assertThat(vector).hasSize(MiniLm.DIMENSIONS);
        assertThat(model.embed("How do I register a plugin?")).isEqualTo(vector);
        assertThat(cosine("any text", "any text")).isCloseTo(1, within(1e-4));
    }

    @Test
    void embedsEmptyAndOverlongTexts() {
        assertThat(model.embed("")).doesNotContain(Float.NaN);
        assertThat(model.embed("word ".repeat(5000))).doesNotContain(Float.NaN);
    }

    @Test
    void countsTokensWithoutTheMarks() {
        assertThat(model.tokens("Hello world")).isEqualTo(2);
        assertThat(model.tokens("")).isZero();
    }

    /** Ends when the model refuses; returns how many texts were embedded before. */
    private static int embedUntilClosed(MiniLm closing, CountDownLatch running) {
        int embedded = 0;
        while (true) {
            try {
                assertThat(closing.embed("question " + embedded)).doesNotContain(Float.NaN);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the embedding model is closed");
                return embedded;
            }
            embedded++;
            running.countDown();
        }
    }

    @Test
    @Timeout(60)
    void closesOnlyBetweenRunsAndRefusesLaterOnes() throws Exception {
        MiniLm closing = MiniLm.load();
        CountDownLatch running = new CountDownLatch(50);
        List<Future<Integer>> embedded = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                embedded.add(threads.submit(() -> embedUntilClosed(closing, running)));
            }
            running.await();
            closing.close();
        }

        int before = 0;
        for (Future<Integer> each : embedded) {
            before += each.get();
        }
        assertThat(before).isGreaterThanOrEqualTo(50);
        closing.close();
        assertThatThrownBy(() -> closing.embed("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the embedding model is closed");
        assertThat(model.embed("another session goes on")).hasSize(MiniLm.DIMENSIONS);
    }
}
