package dev.spillway.rag.ingest;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.embed.PassageVectors;
import dev.spillway.rag.index.Chunk;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.split.MarkdownSplitter;
import dev.spillway.rag.split.Piece;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a tenant's index say what the folders of its collections say. A second pass over the same
 * folders writes nothing.
 */
public final class Ingestion {

    private final CorpusFolder corpus;
    private final PassageVectors vectors;
    private final ChunkIndex index;

    public Ingestion(CorpusFolder corpus, PassageVectors vectors, ChunkIndex index) {
        this.corpus = corpus;
        this.vectors = vectors;
        this.index = index;
    }

    public IngestReport bringUpToDate(TenantId tenant, List<String> collections) {
        Map<String, String> known = index.documents(tenant);
        List<SourceFile> changed = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (String collection : collections) {
            for (SourceFile file : corpus.files(collection)) {
                if (present.add(file.document())
                        && !file.contentHash().equals(known.get(file.document()))) {
                    changed.add(file);
                }
            }
        }
        List<String> gone = known.keySet().stream().filter(d -> !present.contains(d)).toList();
        gone.forEach(document -> index.remove(tenant, document));
        int chunks = write(tenant, changed);
        index.commit(tenant);
        return new IngestReport(
                changed.size(), gone.size(), present.size() - changed.size(), chunks);
    }

    private int write(TenantId tenant, List<SourceFile> files) {
        List<List<Chunk>> chunksOfFiles = files.stream().map(Ingestion::chunks).toList();
        List<Chunk> all = chunksOfFiles.stream().flatMap(List::stream).toList();
        List<float[]> allVectors = vectors.of(all.stream().map(Chunk::inContext).toList());
        int from = 0;
        for (int i = 0; i < files.size(); i++) {
            SourceFile file = files.get(i);
            List<Chunk> chunks = chunksOfFiles.get(i);
            int to = from + chunks.size();
            index.put(
                    tenant,
                    file.document(),
                    file.contentHash(),
                    chunks,
                    allVectors.subList(from, to));
            from = to;
        }
        return all.size();
    }

    private static List<Chunk> chunks(SourceFile file) {
        List<Chunk> chunks = new ArrayList<>();
        for (Piece piece : MarkdownSplitter.split(file.text())) {
            chunks.add(new Chunk(file.document(), chunks.size(), piece.headings(), piece.text()));
        }
        return chunks;
    }
}
