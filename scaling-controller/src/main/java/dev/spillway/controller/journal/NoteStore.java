package dev.spillway.controller.journal;

import java.io.IOException;
import java.util.Optional;

/** Keeps texts by name; a text is replaced as a whole or not at all. */
public interface NoteStore {

    /** The text of that name, if there is one. */
    Optional<String> read(String name) throws IOException;

    void write(String name, String text) throws IOException;

    /** Removes a text if it is there. */
    void remove(String name) throws IOException;
}
