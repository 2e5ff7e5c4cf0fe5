package dev.spillway.controller.recommend.forecast;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Numbers in a row that never change. A list like any other, but without an object for each number:
 * a thousand pools go through theirs every second, and make new ones every minute.
 */
final class Series extends AbstractList<Double> implements RandomAccess {

    private final double[] values;
    private final double highest;

    private Series(double[] values) {
        this.values = values;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, value);
        }
        this.highest = most;
    }

    static Series of(double[] values) {
        return new Series(values.clone());
    }

    static Series copyOf(List<Double> values) {
        if (values instanceof Series series) {
            return series;
        }
        double[] copy = new double[values.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return new Series(copy);
    }

    /** With one more at the end, and so many of the last at most. */
    Series plus(double value, int most) {
        int kept = Math.min(values.length, most - 1);
        double[] next = new double[kept + 1];
        System.arraycopy(values, values.length - kept, next, 0, kept);
        next[kept] = value;
        return new Series(next);
    }

    double at(int index) {
        return values[index];
    }

    /** Negative infinity of none. */
    double highest() {
        return highest;
    }

    double[] toDoubles() {
        return values.clone();
    }

    @Override
    public Double get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
