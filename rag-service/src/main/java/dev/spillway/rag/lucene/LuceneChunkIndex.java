package dev.spillway.rag.lucene;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.index.Chunk;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.index.Hit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one Lucene index per tenant in memory. There is no filter that could be forgotten: a search
 * opens the one index of its tenant.
 */
public final class LuceneChunkIndex implements ChunkIndex, AutoCloseable {

    private final Map<TenantId, TenantIndex> indexes = new ConcurrentHashMap<>();

    @Override
    public void put(
            TenantId tenant,
            String document,
            String contentHash,
            List<Chunk> chunks,
            List<float[]> vectors) {
        indexes.computeIfAbsent(tenant, _ -> new TenantIndex())
                .put(document, contentHash, chunks, vectors);
    }

    @Override
    public void remove(TenantId tenant, String document) {
        TenantIndex index = indexes.get(tenant);
        if (index != null) {
            index.remove(document);
        }
    }

    @Override
    public void commit(TenantId tenant) {
        indexes.computeIfAbsent(tenant, _ -> new TenantIndex()).commit();
    }

    @Override
    public void drop(TenantId tenant) {
        TenantIndex index = indexes.remove(tenant);
        if (index != null) {
            index.close();
        }
    }

    @Override
    public Map<String, String> documents(TenantId tenant) {
        TenantIndex index = indexes.get(tenant);
        return index == null ? Map.of() : index.documents();
    }

    @Override
    public boolean isReady(TenantId tenant) {
        TenantIndex index = indexes.get(tenant);
        return index != null && index.isCommitted();
    }

    @Override
    public Set<TenantId> tenants() {
        return new TreeSet<>(indexes.keySet());
    }

    @Override
    public int chunks(TenantId tenant) {
        TenantIndex index = indexes.get(tenant);
        return index == null ? 0 : index.chunks();
    }

    @Override
    public List<Hit> nearest(TenantId tenant, float[] vector, int most) {
        TenantIndex index = indexes.get(tenant);
        return index == null ? List.of() : index.nearest(vector, most);
    }

    @Override
    public List<Hit> saying(TenantId tenant, String words, int most) {
        TenantIndex index = indexes.get(tenant);
        return index == null ? List.of() : index.saying(words, most);
    }

    @Override
    public void close() {
        tenants().forEach(this::drop);
    }
}
