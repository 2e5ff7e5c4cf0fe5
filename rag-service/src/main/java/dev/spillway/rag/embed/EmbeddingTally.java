package dev.spillway.rag.embed;

/** Is told where vectors came from. */
public interface EmbeddingTally {

    /** So many passages' vectors came from the store. */
    void fromStore(int vectors);

    /** So many passages' vectors were made by the model. */
    void fromModel(int vectors);

    /** A question's vector was still in memory, or was not. */
    void question(boolean remembered);
}
