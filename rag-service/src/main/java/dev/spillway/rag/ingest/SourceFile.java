package dev.spillway.rag.ingest;

/**
 * A file of a collection.
 *
 * @param document path below the corpus folder, with {@code /}
 * @param contentHash SHA-256 of its bytes, lower-case hex
 * @param text what it says
 */
record SourceFile(String document, String contentHash, String text) {}
