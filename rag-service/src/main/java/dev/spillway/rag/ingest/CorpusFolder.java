package dev.spillway.rag.ingest;

import dev.spillway.rag.split.Hashes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder with one folder per collection. Reads Markdown and text files of UTF-8 up to {@value
 * #MOST_BYTES} bytes; leaves everything else, links and hidden files included, alone.
 */
public final class CorpusFolder {

    static final long MOST_BYTES = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(CorpusFolder.class);
    private static final Pattern COLLECTION = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62})");

    private final Path root;

    public CorpusFolder(Path root) {
        this.root = root;
    }

    /** All files of a collection in the order of their names; none when it has no folder. */
    List<SourceFile> files(String collection) {
        Path folder = root.resolve(collection);
        if (!COLLECTION.matcher(collection).matches() || collection.contains("..")) {
            LOG.warn("a collection's name is not the name of a folder: nothing is read for it");
            return List.of();
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            LOG.warn("collection {} has no folder in the corpus: it stays empty", collection);
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(this::isText)
                    .sorted()
                    .map(this::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isText(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".md") || name.endsWith(".txt"))
                && !name.startsWith(".")
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<SourceFile> read(Path path) {
        String document = root.relativize(path).toString().replace('\\', '/');
        try {
            if (Files.size(path) > MOST_BYTES) {
                LOG.warn("{} has more than {} bytes: left out", document, MOST_BYTES);
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(path);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(new SourceFile(document, Hashes.sha256(bytes), text));
        } catch (CharacterCodingException _) {
            LOG.warn("{} is not UTF-8: left out", document);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
