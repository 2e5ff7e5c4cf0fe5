package dev.spillway.rag;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.embed.EmbeddingTally;
import dev.spillway.rag.embed.PassageVectors;
import dev.spillway.rag.embed.VectorFile;
import dev.spillway.rag.ingest.CorpusFolder;
import dev.spillway.rag.ingest.Ingestion;
import dev.spillway.rag.lucene.LuceneChunkIndex;
import dev.spillway.rag.metrics.RagMetrics;
import dev.spillway.rag.onnx.MiniLm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes the vectors of a corpus ahead: {@code precompute FOLDER COLLECTION…}. */
final class Precompute {

    static final String COMMAND = "precompute";
    static final String FILE = "vectors.bin";

    private Precompute() {}

    static void run(String[] args) throws IOException {
        if (args.length < 3) {
            throw new IOException("usage: precompute FOLDER COLLECTION...");
        }
        Path corpus = Path.of(args[1]);
        List<String> collections = Arrays.asList(args).subList(2, args.length);
        VectorFile file = VectorFile.empty(MiniLm.NAME);
        EmbeddingTally tally = new RagMetrics();
        try (MiniLm model = MiniLm.load();
                LuceneChunkIndex index = new LuceneChunkIndex()) {
            new Ingestion(new CorpusFolder(corpus), new PassageVectors(model, file, tally), index)
                    .bringUpToDate(new TenantId(COMMAND), collections);
        }
        file.write(corpus.resolve(FILE));
        System.out.println(file.size() + " vectors in " + corpus.resolve(FILE));
    }
}
