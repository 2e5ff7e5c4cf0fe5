package dev.spillway.rag.embed;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** A model that is loaded once, at the first use or when told to. */
public final class LazyModel implements EmbeddingModel {

    private final String name;
    private final Supplier<EmbeddingModel> loader;
    private volatile @Nullable EmbeddingModel loaded;
    private boolean closed;

    public LazyModel(String name, Supplier<EmbeddingModel> loader) {
        this.name = name;
        this.loader = loader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public float[] embed(String text) {
        return load().embed(text);
    }

    @Override
    public int tokens(String text) {
        return load().tokens(text);
    }

    public boolean isLoaded() {
        return loaded != null;
    }

    /** Loads the model unless it is there already. */
    public EmbeddingModel load() {
        EmbeddingModel model = loaded;
        return model != null ? model : loadOnce();
    }

    private synchronized EmbeddingModel loadOnce() {
        EmbeddingModel model = loaded;
        if (model == null) {
            if (closed) {
                throw new IllegalStateException("the embedding model is closed");
            }
            model = loader.get();
            loaded = model;
        }
        return model;
    }

    @Override
    public synchronized void close() {
        closed = true;
        EmbeddingModel model = loaded;
        if (model != null) {
            model.close();
        }
    }
}
