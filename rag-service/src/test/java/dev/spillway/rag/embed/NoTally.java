package dev.spillway.rag.embed;

/** Counts nothing. */
public final class NoTally implements EmbeddingTally {

    @Override
    public void fromStore(int vectors) {}

    @Override
    public void fromModel(int vectors) {}

    @Override
    public void question(boolean remembered) {}
}
