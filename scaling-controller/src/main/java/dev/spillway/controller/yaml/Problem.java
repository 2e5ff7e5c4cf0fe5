package dev.spillway.controller.yaml;

/**
 * One mistake in a document.
 *
 * @param file where
 * @param line where, from 1; 0 for the file as a whole
 * @param message what, which value, and what is allowed
 */
public record Problem(String file, int line, String message) {

    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
