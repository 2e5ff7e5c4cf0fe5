package dev.spillway.controller.directory;

import java.util.Optional;

/** Where the directory lies for its readers. */
public interface DirectoryStore {

    /** What lies there now, if anything. */
    Optional<String> read();

    void write(String json);
}
