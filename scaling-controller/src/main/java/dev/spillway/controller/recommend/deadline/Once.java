package dev.spillway.controller.recommend.deadline;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Works a value out once, when it is asked for. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> source;
    private @Nullable T known;

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T value = known == null ? source.get() : known;
        known = value;
        return value;
    }
}
