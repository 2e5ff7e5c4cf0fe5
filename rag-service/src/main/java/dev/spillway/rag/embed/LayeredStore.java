package dev.spillway.rag.embed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks into a fixed store first and into a growing one for the rest. */
public final class LayeredStore implements EmbeddingStore {

    private final EmbeddingStore fixed;
    private final EmbeddingStore growing;

    public LayeredStore(EmbeddingStore fixed, EmbeddingStore growing) {
        this.fixed = fixed;
        this.growing = growing;
    }

    @Override
    public Map<String, float[]> find(String model, List<String> texts) {
        Map<String, float[]> found = new HashMap<>(fixed.find(model, texts));
        List<String> rest = new ArrayList<>(texts);
        rest.removeIf(found::containsKey);
        found.putAll(growing.find(model, rest));
        return found;
    }

    @Override
    public void keep(String model, Map<String, float[]> vectors) {
        growing.keep(model, vectors);
    }
}
