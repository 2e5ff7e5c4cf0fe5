package dev.spillway.rag.embed;

import java.util.List;
import java.util.Map;

/** Keeps vectors of passages beyond the life of a worker. It may forget any of them at any time. */
public interface EmbeddingStore {

    /** A store that keeps nothing. */
    EmbeddingStore NONE =
            new EmbeddingStore() {
                @Override
                public Map<String, float[]> find(String model, List<String> texts) {
                    return Map.of();
                }

                @Override
                public void keep(String model, Map<String, float[]> vectors) {}
            };

    /** The vectors it has, by text. */
    Map<String, float[]> find(String model, List<String> texts);

    /** Keeps vectors by text. */
    void keep(String model, Map<String, float[]> vectors);
}
