package dev.spillway.rag.embed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors of passages: from the store where it has them, else from the model and then into the
 * store. Works in small batches, so that workers that start together and begin at different tenants
 * find each other's results.
 */
public final class PassageVectors {

    private static final int BATCH = 128;
    private static final int MODEL_BATCH = 16;

    private final EmbeddingModel model;
    private final EmbeddingStore store;
    private final EmbeddingTally tally;

    public PassageVectors(EmbeddingModel model, EmbeddingStore store, EmbeddingTally tally) {
        this.model = model;
        this.store = store;
        this.tally = tally;
    }

    /** The vector of each text, in order. */
    public List<float[]> of(List<String> texts) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        for (List<String> batch : batches(texts, BATCH)) {
            vectors.putAll(store.find(model.name(), batch));
        }
        tally.fromStore(vectors.size());
        List<String> missing =
                texts.stream().filter(text -> !vectors.containsKey(text)).distinct().toList();
        for (List<String> batch : batches(missing, MODEL_BATCH)) {
            vectors.putAll(embed(batch));
        }
        List<float[]> inOrder = new ArrayList<>(texts.size());
        for (String text : texts) {
            float[] vector = vectors.get(text);
            inOrder.add(vector != null ? vector : model.embed(text));
        }
        return inOrder;
    }

    private Map<String, float[]> embed(List<String> batch) {
        // Another worker may have embedded these since the first look.
        Map<String, float[]> found = new LinkedHashMap<>(store.find(model.name(), batch));
        tally.fromStore(found.size());
        Map<String, float[]> made = new LinkedHashMap<>();
        for (String text : batch) {
            if (!found.containsKey(text)) {
                made.put(text, model.embed(text));
            }
        }
        tally.fromModel(made.size());
        store.keep(model.name(), made);
        found.putAll(made);
        return found;
    }

    private static List<List<String>> batches(List<String> texts, int size) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += size) {
            batches.add(texts.subList(from, Math.min(texts.size(), from + size)));
        }
        return batches;
    }
}
