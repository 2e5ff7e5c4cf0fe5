package dev.spillway.rag.embed;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that counts, and whose vectors follow from the text alone. */
public final class CountingModel implements EmbeddingModel {

    public static final int DIMENSIONS = 16;

    private final AtomicInteger embedded = new AtomicInteger();

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public float[] embed(String text) {
        embedded.incrementAndGet();
        SplittableRandom random = new SplittableRandom(text.hashCode());
        float[] vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    @Override
    public int tokens(String text) {
        return text.split("\\s+", -1).length;
    }

    public int embedded() {
        return embedded.get();
    }
}
