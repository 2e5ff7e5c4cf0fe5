package dev.spillway.controller.simulate.faro.serving;

/** A first-in first-out queue of longs that makes no garbage. */
final class LongRing {

    private long[] values;
    private int head;
    private int size;

    /**
     * @param capacity to begin with, a power of 2
     */
    LongRing(int capacity) {
        values = new long[capacity];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(long value) {
        if (size == values.length) {
            grow();
        }
        values[(head + size) & (values.length - 1)] = value;
        size++;
    }

    long peek() {
        return values[head];
    }

    /** The one after the first. */
    long second() {
        return values[(head + 1) & (values.length - 1)];
    }

    long poll() {
        long value = values[head];
        head = (head + 1) & (values.length - 1);
        size--;
        return value;
    }

    private void grow() {
        long[] larger = new long[values.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = values[(head + i) & (values.length - 1)];
        }
        values = larger;
        head = 0;
    }
}
