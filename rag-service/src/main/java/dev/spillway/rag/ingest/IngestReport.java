package dev.spillway.rag.ingest;

/**
 * What one pass over a tenant's collections did.
 *
 * @param added documents that are new or had changed
 * @param removed documents that are gone
 * @param unchanged documents left as they were
 * @param chunksWritten chunks of the added documents
 */
public record IngestReport(int added, int removed, int unchanged, int chunksWritten) {

    public boolean changedAnything() {
        return added > 0 || removed > 0;
    }
}
