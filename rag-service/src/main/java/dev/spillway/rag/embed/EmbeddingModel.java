package dev.spillway.rag.embed;

/** Turns a text into a vector whose direction is the text's meaning. Safe for many threads. */
public interface EmbeddingModel {

    /** Which model this is; vectors of models with different names cannot be compared. */
    String name();

    /** The vector of a text, of length one. */
    float[] embed(String text);

    /** How many tokens the model reads in a text. */
    int tokens(String text);
}
