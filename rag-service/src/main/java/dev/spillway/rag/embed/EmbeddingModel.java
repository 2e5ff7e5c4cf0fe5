package dev.spillway.rag.embed;

/** Turns a text into a vector whose direction is the text's meaning. Safe for many threads. */
public interface EmbeddingModel extends AutoCloseable {

    /** Which model this is; vectors of models with different names cannot be compared. */
    String name();

    /** The vector of a text, of length one. */
    float[] embed(String text);

    /** How many tokens the model reads in a text. */
    int tokens(String text);

    /** Waits for texts that are being embedded; {@link #embed} fails from then on. */
    @Override
    default void close() {}
}
