package dev.spillway.rag.lucene;

import dev.spillway.rag.index.Chunk;
import dev.spillway.rag.index.Hit;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The Lucene index of a single tenant. */
final class TenantIndex {

    private static final Analyzer ENGLISH = new EnglishAnalyzer();

    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    private final Directory directory = new ByteBuffersDirectory();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private volatile boolean committed;

    TenantIndex() {
        try {
            IndexWriterConfig config = new IndexWriterConfig(ENGLISH);
            // Merging in the indexing thread: no thread of its own per tenant.
            config.setMergeScheduler(new SerialMergeScheduler());
            writer = new IndexWriter(directory, config);
            searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String document, String hash, List<Chunk> chunks, List<float[]> vectors) {
        try {
            List<org.apache.lucene.document.Document> documents = new ArrayList<>(chunks.size());
            for (int i = 0; i < chunks.size(); i++) {
                documents.add(ChunkFields.write(chunks.get(i), vectors.get(i)));
            }
            writer.updateDocuments(new Term(ChunkFields.DOCUMENT, document), documents);
            hashes.put(document, hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String document) {
        try {
            writer.deleteDocuments(new Term(ChunkFields.DOCUMENT, document));
            hashes.remove(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void commit() {
        try {
            searchers.maybeRefreshBlocking();
            committed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isCommitted() {
        return committed;
    }

    Map<String, String> documents() {
        return Map.copyOf(hashes);
    }

    int chunks() {
        return search(searcher -> searcher.getIndexReader().numDocs(), 0);
    }

    List<Hit> nearest(float[] vector, int most) {
        // Lucene scores a dot product d of unit vectors as (1 + d) / 2.
        return find(
                new KnnFloatVectorQuery(ChunkFields.VECTOR, vector, most),
                most,
                hit -> 2 * hit.score - 1);
    }

    List<Hit> saying(String words, int most) {
        Query query = new QueryBuilder(ENGLISH).createBooleanQuery(ChunkFields.WORDS, words);
        // Null when the words are all stop words or marks.
        return query == null ? List.of() : find(query, most, hit -> hit.score);
    }

    private List<Hit> find(Query query, int most, ToDoubleFunction<ScoreDoc> score) {
        return search(
                searcher -> {
                    List<Hit> hits = new ArrayList<>();
                    for (ScoreDoc hit : searcher.search(query, most).scoreDocs) {
                        Chunk chunk = ChunkFields.read(searcher.storedFields().document(hit.doc));
                        hits.add(new Hit(chunk, score.applyAsDouble(hit)));
                    }
                    return hits;
                },
                List.of());
    }

    private interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    private <T> T search(Search<T> search, T whenGone) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return search.in(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (AlreadyClosedException _) {
            // The tenant was taken out meanwhile.
            return whenGone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        try {
            searchers.close();
            writer.rollback();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
