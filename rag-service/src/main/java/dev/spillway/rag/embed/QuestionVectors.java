package dev.spillway.rag.embed;

import dev.spillway.fairqueue.TenantId;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the vectors of the questions asked last, the least recently asked leaving first. A
 * tenant finds only its own: else the speed of an answer would tell what others ask.
 */
public final class QuestionVectors {

    private record Key(TenantId tenant, String question) {}

    private final EmbeddingModel model;
    private final EmbeddingTally tally;
    private final Map<Key, float[]> remembered;

    /**
     * @param most questions remembered, 0 for none; one takes about 2 KiB
     */
    public QuestionVectors(EmbeddingModel model, EmbeddingTally tally, int most) {
        this.model = model;
        this.tally = tally;
        this.remembered =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Key, float[]> eldest) {
                        return size() > most;
                    }
                };
    }

    /** The vector of a tenant's question. */
    public float[] of(TenantId tenant, String question) {
        Key key = new Key(tenant, question);
        float[] known;
        synchronized (remembered) {
            known = remembered.getOrDefault(key, NONE);
        }
        tally.question(known.length > 0);
        if (known.length > 0) {
            return known;
        }
        float[] vector = model.embed(question);
        synchronized (remembered) {
            remembered.put(key, vector);
        }
        return vector;
    }

    /** Forgets a tenant's questions. */
    public void forget(TenantId tenant) {
        synchronized (remembered) {
            remembered.keySet().removeIf(key -> key.tenant().equals(tenant));
        }
    }

    private static final float[] NONE = {};
}
