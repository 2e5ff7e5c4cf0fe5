package dev.spillway.rag.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class LazyModelTest {

    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();
    private final LazyModel model = new LazyModel("counting", this::loadModel);

    private EmbeddingModel loadModel() {
        loads.incrementAndGet();
        CountingModel counting = new CountingModel();
        return new EmbeddingModel() {
            @Override
            public String name() {
                return counting.name();
            }

            @Override
            public float[] embed(String text) {
                return counting.embed(text);
            }

            @Override
            public int tokens(String text) {
                return counting.tokens(text);
            }

            @Override
            public void close() {
                closings.incrementAndGet();
            }
        };
    }

    @Test
    void loadsOnceAtTheFirstUse() {
        assertThat(model.isLoaded()).isFalse();

        model.embed("a");
        model.embed("b");

        assertThat(model.isLoaded()).isTrue();
        assertThat(loads).hasValue(1);
    }

    @Test
    void closesWhatItLoaded() {
        model.embed("a");

        model.close();

        assertThat(closings).hasValue(1);
    }

    @Test
    void loadsNothingOnceItIsClosed() {
        model.close();

        assertThatThrownBy(() -> model.embed("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the embedding model is closed");
        assertThat(loads).hasValue(0);
    }
}
