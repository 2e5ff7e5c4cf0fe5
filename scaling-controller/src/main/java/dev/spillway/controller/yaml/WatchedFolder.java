package dev.spillway.controller.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder of documents that is read again when a file of it changed. */
public final class WatchedFolder implements CatalogSource {

    private record Stamp(FileTime modified, long sizeBytes) {}

    private final Path folder;
    private final CatalogReader reader;
    private Map<Path, Stamp> seen = Map.of();

    public WatchedFolder(Path folder, CatalogReader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    @Override
    public Optional<Reading> poll() {
        Map<Path, Stamp> now = stamps();
        if (now.equals(seen)) {
            return Optional.empty();
        }
        seen = now;
        return Optional.of(reader.read(List.of(folder)));
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new TreeMap<>();
        for (Path file : CatalogReader.files(folder, new Problems())) {
            try {
                stamps.put(file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
            } catch (IOException vanished) {
                stamps.remove(file);
            }
        }
        return stamps;
    }
}
