package dev.spillway.rag.index;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.rank.ReciprocalRankFusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the passages of a tenant that may answer a question: by meaning and by words, fused. */
public final class Retriever {

    private static final int CANDIDATES = 20;

    private final ChunkIndex index;

    public Retriever(ChunkIndex index) {
        this.index = index;
    }

    /** The best passages of the tenant, best first. */
    public List<Passage> find(TenantId tenant, String question, float[] vector, int most) {
        List<Hit> near = index.nearest(tenant, vector, CANDIDATES);
        List<Hit> saying = index.saying(tenant, question, CANDIDATES);
        Map<Chunk, Double> similarity = new HashMap<>();
        near.forEach(hit -> similarity.put(hit.chunk(), hit.score()));
        return ReciprocalRankFusion.fuse(List.of(chunks(near), chunks(saying))).stream()
                .limit(most)
                .map(
                        fused ->
                                new Passage(
                                        fused.item(),
                                        fused.score(),
                                        similarity.getOrDefault(fused.item(), 0.0)))
                .toList();
    }

    private static List<Chunk> chunks(List<Hit> hits) {
        return hits.stream().map(Hit::chunk).toList();
    }
}
