package dev.spillway.rag.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.embed.CountingModel;
import dev.spillway.rag.embed.EmbeddingStore;
import dev.spillway.rag.embed.NoTally;
import dev.spillway.rag.embed.PassageVectors;
import dev.spillway.rag.lucene.LuceneChunkIndex;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class IngestionTest {

    private static final TenantId TENANT = new TenantId("media");

    @TempDir private Path corpus = Path.of("");
    private final CountingModel model = new CountingModel();
    private final LuceneChunkIndex index = new LuceneChunkIndex();
    private Ingestion ingestion = new Ingestion(new CorpusFolder(corpus), vectors(), index);

    private PassageVectors vectors() {
        return new PassageVectors(model, EmbeddingStore.NONE, new NoTally());
    }

    @BeforeEach
    void twoDocuments() throws IOException {
        write("news/one.md", "# One\nThe first story.\n# Two\nThe second story.");
        write("news/deep/two.txt", "Plain text.");
        ingestion = new Ingestion(new CorpusFolder(corpus), vectors(), index);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = corpus.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private IngestReport ingest() {
        return ingestion.bringUpToDate(TENANT, List.of("news"));
    }

    @Test
    void writesNothingTheSecondTime() {
        assertThat(ingest()).isEqualTo(new IngestReport(2, 0, 0, 3));
        int embedded = model.embedded();

        assertThat(ingest()).isEqualTo(new IngestReport(0, 0, 2, 0));
        assertThat(model.embedded()).isEqualTo(embedded);
        assertThat(index.chunks(TENANT)).isEqualTo(3);
    }

    @Test
    void replacesAChangedFile() throws IOException {
        ingest();
        write("news/one.md", "# One\nThe story has changed.");

        assertThat(ingest()).isEqualTo(new IngestReport(1, 0, 1, 1));
        assertThat(index.chunks(TENANT)).isEqualTo(2);
        assertThat(index.saying(TENANT, "second", 9)).isEmpty();
        assertThat(index.saying(TENANT, "changed", 9)).hasSize(1);
    }

    @Test
    void forgetsADeletedFile() throws IOException {
        ingest();
        Files.delete(corpus.resolve("news/one.md"));

        assertThat(ingest()).isEqualTo(new IngestReport(0, 1, 1, 0));
        assertThat(index.documents(TENANT)).containsOnlyKeys("news/deep/two.txt");
    }

    @Test
    void forgetsACollectionTheTenantHasNoLonger() {
        ingest();

        assertThat(ingestion.bringUpToDate(TENANT, List.of()))
                .isEqualTo(new IngestReport(0, 2, 0, 0));
        assertThat(index.chunks(TENANT)).isZero();
    }

    @Test
    void leavesOtherFilesHiddenFilesLinksAndBrokenTextAlone() throws IOException {
        write("news/picture.png", "no text");
        write("news/.hidden.md", "hidden");
        write("secret/key.md", "not of this collection");
        Files.createSymbolicLink(corpus.resolve("news/link.md"), corpus.resolve("secret/key.md"));
        Files.write(corpus.resolve("news/broken.md"), new byte[] {(byte) 0xC3, 0x28});

        assertThat(ingest().added()).isEqualTo(2);
    }

    @Test
    void readsNothingOutsideTheCorpus() throws IOException {
        write("outside.md", "not in a collection");

        for (String name : List.of("..", ".", "news/../..", "/etc", "", "News", "missing")) {
            assertThat(ingestion.bringUpToDate(TENANT, List.of(name)).added()).as(name).isZero();
        }
    }
}
