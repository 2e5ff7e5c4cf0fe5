package dev.spillway.rag.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.TenantId;

import org.junit.jupiter.api.Test;

class QuestionVectorsTest {

    private static final TenantId MEDIA = new TenantId("media");
    private static final TenantId BAKERY = new TenantId("bakery");

    private final CountingModel model = new CountingModel();
    private final QuestionVectors questions = new QuestionVectors(model, new NoTally(), 2);

    @Test
    void embedsAQuestionOnce() {
        float[] first = questions.of(MEDIA, "why?");

        assertThat(questions.of(MEDIA, "why?")).isSameAs(first);
        assertThat(model.embedded()).isEqualTo(1);
    }

    @Test
    void doesNotShareQuestionsBetweenTenants() {
        questions.of(MEDIA, "why?");
        questions.of(BAKERY, "why?");

        assertThat(model.embedded()).isEqualTo(2);
    }

    @Test
    void forgetsTheLeastRecentlyAskedBeyondItsBound() {
        questions.of(MEDIA, "a");
        questions.of(MEDIA, "b");
        questions.of(MEDIA, "a");
        questions.of(MEDIA, "c");

        questions.of(MEDIA, "a");
        assertThat(model.embedded()).isEqualTo(3);
        questions.of(MEDIA, "b");
        assertThat(model.embedded()).isEqualTo(4);
    }

    @Test
    void forgetsATenantThatLeft() {
        questions.of(MEDIA, "a");
        questions.forget(MEDIA);
        questions.of(MEDIA, "a");

        assertThat(model.embedded()).isEqualTo(2);
    }
}
