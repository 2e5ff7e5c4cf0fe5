package dev.spillway.rag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.embed.CountingModel;
import dev.spillway.rag.embed.EmbeddingStore;
import dev.spillway.rag.embed.NoTally;
import dev.spillway.rag.embed.PassageVectors;
import dev.spillway.rag.embed.VectorFile;
import dev.spillway.rag.ingest.CorpusFolder;
import dev.spillway.rag.ingest.Ingestion;
import dev.spillway.rag.lucene.LuceneChunkIndex;
import dev.spillway.rag.onnx.MiniLm;
import dev.spillway.rag.split.MarkdownSplitter;
import dev.spillway.rag.split.Piece;
import dev.spillway.rag.split.Sentences;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What ships in {@code corpus/} is fit for the demo. */
class SampleCorpusTest {

    private static final Path CORPUS =
            Path.of(System.getProperty("spillway.root", "..")).resolve("corpus");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ajv",
                "chartjs",
                "commander",
                "fastify",
                "helmet",
                "httpd",
                "pino",
                "postgresql",
                "undici",
                "yargs"
            })
    void everyQuoteIsWordForWordInItsFile(String collection) throws IOException {
        assertThat(CORPUS.resolve("licenses/" + collection + ".txt")).isNotEmptyFile();
        assertThat(Files.readAllLines(CORPUS.resolve("questions/" + collection + ".txt")))
                .hasSize(25)
                .allMatch(question -> question.endsWith("?"));
        try (Stream<Path> files = Files.walk(CORPUS.resolve(collection))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String source = Files.readString(file);
                for (Piece piece : MarkdownSplitter.split(source)) {
                    assertThat(source).contains(piece.text());
                    assertThat(Sentences.of(piece.text())).allMatch(source::contains);
                }
            }
        }
    }

    /** Fails when texts or splitting changed: run {@code precompute} again, see docs/corpus.md. */
    @Test
    void everyPassageHasItsVectorAhead() throws IOException {
        VectorFile file = VectorFile.read(CORPUS.resolve("vectors.bin"));
        List<String> missing = new ArrayList<>();
        EmbeddingStore asking =
                new EmbeddingStore() {
                    @Override
                    public Map<String, float[]> find(String model, List<String> texts) {
                        Map<String, float[]> found = file.find(MiniLm.NAME, texts);
                        texts.stream().filter(t -> !found.containsKey(t)).forEach(missing::add);
                        return found;
                    }

                    @Override
                    public void keep(String model, Map<String, float[]> vectors) {}
                };
        try (LuceneChunkIndex index = new LuceneChunkIndex();
                Stream<Path> questions = Files.list(CORPUS.resolve("questions"))) {
            List<String> collections =
                    questions
                            .map(path -> path.getFileName().toString().replace(".txt", ""))
                            .toList();
            PassageVectors vectors =
                    new PassageVectors(new CountingModelOf384(), asking, new NoTally());
            new Ingestion(new CorpusFolder(CORPUS), vectors, index)
                    .bringUpToDate(new TenantId("all"), collections);
        }

        assertThat(missing).isEmpty();
    }

    /** Stands in for the model where a vector is missing, so that the test says which. */
    private static final class CountingModelOf384 implements dev.spillway.rag.embed.EmbeddingModel {

        private final CountingModel model = new CountingModel();

        @Override
        public String name() {
            return MiniLm.NAME;
        }

        @Override
        public float[] embed(String text) {
            return java.util.Arrays.copyOf(model.embed(text), MiniLm.DIMENSIONS);
        }

        @Override
        public int tokens(String text) {
            return model.tokens(text);
        }
    }
}
