package dev.spillway.rag.index;

import dev.spillway.fairqueue.TenantId;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The chunks of many tenants. Every operation names its tenant and sees nothing of any other's. */
public interface ChunkIndex {

    /**
     * Puts a document in, in place of what the tenant had under its name.
     *
     * @param contentHash identifies the document's content
     * @param vectors one for each chunk
     */
    void put(
            TenantId tenant,
            String document,
            String contentHash,
            List<Chunk> chunks,
            List<float[]> vectors);

    /** Takes a document out. */
    void remove(TenantId tenant, String document);

    /** Makes what was put in and taken out visible to searches. */
    void commit(TenantId tenant);

    /** Takes everything of a tenant out. */
    void drop(TenantId tenant);

    /** The content hashes of the tenant's documents by name. */
    Map<String, String> documents(TenantId tenant);

    /** Whether the tenant's index has been committed at least once. */
    boolean isReady(TenantId tenant);

    /** The tenants that have an index. */
    Set<TenantId> tenants();

    /** How many chunks of the tenant can be found. */
    int chunks(TenantId tenant);

    /** The nearest chunks of the tenant, nearest first. */
    List<Hit> nearest(TenantId tenant, float[] vector, int most);

    /** The chunks of the tenant that say the words best, best first. */
    List<Hit> saying(TenantId tenant, String words, int most);
}
