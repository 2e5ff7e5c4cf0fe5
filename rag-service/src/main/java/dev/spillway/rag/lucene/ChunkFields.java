package dev.spillway.rag.lucene;

import dev.spillway.rag.index.Chunk;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;

import java.util.List;

/** How a chunk lies in a Lucene document. */
final class ChunkFields {

    static final String DOCUMENT = "document";
    static final String WORDS = "words";
    static final String VECTOR = "vector";
    private static final String ORDINAL = "ordinal";
    private static final String HEADING = "heading";
    private static final String TEXT = "text";

    private ChunkFields() {}

    static Document write(Chunk chunk, float[] vector) {
        Document document = new Document();
        document.add(new StringField(DOCUMENT, chunk.document(), Field.Store.YES));
        document.add(new StoredField(ORDINAL, chunk.ordinal()));
        chunk.headings().forEach(heading -> document.add(new StoredField(HEADING, heading)));
        document.add(new StoredField(TEXT, chunk.text()));
        document.add(new TextField(WORDS, chunk.inContext(), Field.Store.NO));
        document.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    static Chunk read(Document document) {
        return new Chunk(
                document.get(DOCUMENT),
                document.getField(ORDINAL).numericValue().intValue(),
                List.of(document.getValues(HEADING)),
                document.get(TEXT));
    }
}
