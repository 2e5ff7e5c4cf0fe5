package dev.spillway.controller.journal;

import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.pause.Pauses;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Pauses as a file for each pool, written through to the disk and replaced as a whole. Unlike a
 * note, a pause that is lost would be missed: somebody relies on it.
 */
public final class PauseFiles implements Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(PauseFiles.class);
    private static final String END = ".pause.json";

    private final Path folder;
    private final Map<String, Pause> pauses = new HashMap<>();

    /** Begins with what an earlier controller kept. */
    public PauseFiles(Path stateDirectory) {
        this.folder = stateDirectory.resolve("pools");
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + END)) {
                files.forEach(this::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read pauses from folder " + folder, e);
        }
    }

    private void read(Path file) {
        String name = String.valueOf(file.getFileName());
        String pool = name.substring(0, name.length() - END.length());
        try {
            Pause pause = PausePage.read(Files.readString(file));
            pauses.put(pool, pause);
            LOG.info(
                    "pool {} is paused at {} by {} since {}",
                    pool,
                    pause.replicas(),
                    pause.by(),
                    pause.since());
        } catch (UnreadableException e) {
            refused(name, String.valueOf(e.getMessage()), pool);
        } catch (IOException e) {
            refused(name, "cannot be read", pool);
        }
    }

    private static void refused(String name, String why, String pool) {
        LOG.error(
                "the file {} {}: pool {} is not paused, but scaled automatically", name, why, pool);
    }

    @Override
    public Map<String, Pause> all() {
        return Map.copyOf(pauses);
    }

    @Override
    public void put(String pool, Pause pause) {
        Path file = file(pool);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        byte[] page = PausePage.write(pause).getBytes(StandardCharsets.UTF_8);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            partial,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer rest = ByteBuffer.wrap(page);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(
                    partial,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("a pause cannot be written to " + file, e);
        }
        pauses.put(pool, pause);
    }

    @Override
    public void remove(String pool) {
        try {
            Files.deleteIfExists(file(pool));
        } catch (IOException e) {
            throw new UncheckedIOException("the pause cannot be removed: " + file(pool), e);
        }
        pauses.remove(pool);
    }

    private Path file(String pool) {
        return folder.resolve(pool + END);
    }
}
