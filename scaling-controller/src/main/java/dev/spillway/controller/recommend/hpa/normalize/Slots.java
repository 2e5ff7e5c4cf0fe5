package dev.spillway.controller.recommend.hpa.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists that put a new entry into a stale one's place. */
final class Slots {

    private Slots() {}

    /** Takes the place of the last stale entry, or the end; other stale ones stay. */
    static <T> List<T> reuseOne(List<T> slots, Predicate<T> isStale, T entry) {
        List<T> next = new ArrayList<>(slots);
        for (int i = next.size() - 1; i >= 0; i--) {
            if (isStale.test(next.get(i))) {
                next.set(i, entry);
                return next;
            }
        }
        next.add(entry);
        return next;
    }

    /** Drops every stale entry. */
    static <T> List<T> forgetAll(List<T> slots, Predicate<T> isStale, T entry) {
        List<T> next = new ArrayList<>(slots);
        next.removeIf(isStale);
        next.add(entry);
        return next;
    }
}
