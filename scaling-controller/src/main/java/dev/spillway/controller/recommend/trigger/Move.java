package dev.spillway.controller.recommend.trigger;

/** What a trigger does to a number of workers. */
public sealed interface Move {

    int from(int workers);

    /** So many more, or fewer if negative. */
    record By(int delta) implements Move {
        @Override
        public int from(int workers) {
            return Math.addExact(workers, delta);
        }
    }

    /** So many times as many. */
    record Times(int factor) implements Move {
        @Override
        public int from(int workers) {
            return Math.multiplyExact(workers, factor);
        }
    }
}
