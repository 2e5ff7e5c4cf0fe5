package dev.spillway.controller.simulate.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A number that changes now and then, such as a count of workers. */
public final class StepSeries {

    private long[] times = new long[16];
    private int[] values = new int[16];
    private int size;

    /** What a series was for how long. */
    public interface Stretches {
        void of(int value, long nanos);
    }

    /** One number of a series changes. */
    private record Change(long nanos, int by) {}

    /** What several are together. */
    public static StepSeries sum(List<StepSeries> parts) {
        List<Change> changes = new ArrayList<>();
        for (StepSeries part : parts) {
            for (int i = 0; i < part.size; i++) {
                int before = i == 0 ? 0 : part.values[i - 1];
                changes.add(new Change(part.times[i], part.values[i] - before));
            }
        }
        changes.sort(Comparator.comparingLong(Change::nanos));
        StepSeries sum = new StepSeries();
        int value = 0;
        for (Change change : changes) {
            value += change.by();
            sum.set(change.nanos(), value);
        }
        return sum;
    }

    /** From that moment on, which is not before the last one. */
    public void set(long nanos, int value) {
        if (size > 0 && values[size - 1] == value) {
            return;
        }
        if (size > 0 && times[size - 1] == nanos) {
            values[size - 1] = value;
            if (size > 1 && values[size - 2] == value) {
                size--;
            }
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = nanos;
        values[size++] = value;
    }

    private int indexAt(long nanos) {
        int found = Arrays.binarySearch(times, 0, size, nanos);
        return found >= 0 ? found : -found - 2;
    }

    /** Zero before the first. */
    public int at(long nanos) {
        int index = indexAt(nanos);
        return index < 0 ? 0 : values[index];
    }

    /** Everything it was between two moments, one after the other. */
    public void forEachStretch(long fromNanos, long untilNanos, Stretches each) {
        long at = fromNanos;
        int index = indexAt(fromNanos);
        while (at < untilNanos) {
            long next = index + 1 < size ? Math.min(untilNanos, times[index + 1]) : untilNanos;
            each.of(index < 0 ? 0 : values[index], next - at);
            at = next;
            index++;
        }
    }

    /** Value times seconds. */
    public double integral(long fromNanos, long untilNanos) {
        double sum = 0;
        for (int i = Math.max(0, indexAt(fromNanos)); i < size && times[i] < untilNanos; i++) {
            long from = Math.max(fromNanos, times[i]);
            long until = i + 1 < size ? Math.min(untilNanos, times[i + 1]) : untilNanos;
            sum += values[i] * (double) Math.max(0, until - from);
        }
        return sum / 1e9;
    }

    public int most(long fromNanos, long untilNanos) {
        int most = at(fromNanos);
        for (int i = Math.max(0, indexAt(fromNanos)); i < size && times[i] < untilNanos; i++) {
            if (times[i] >= fromNanos) {
                most = Math.max(most, values[i]);
            }
        }
        return most;
    }

    public int least(long fromNanos, long untilNanos) {
        int least = at(fromNanos);
        for (int i = Math.max(0, indexAt(fromNanos)); i < size && times[i] < untilNanos; i++) {
            if (times[i] >= fromNanos) {
                least = Math.min(least, values[i]);
            }
        }
        return least;
    }

    /** Changes in a stretch of time, by direction. */
    public int changes(long fromNanos, long untilNanos, boolean up) {
        int count = 0;
        for (int i = 1; i < size; i++) {
            if (times[i] >= fromNanos && times[i] < untilNanos && values[i] > values[i - 1] == up) {
                count++;
            }
        }
        return count;
    }

    /**
     * Changes against the direction of the one before, that come soon after it.
     *
     * @param soonNanos later than that they do not count
     */
    public int reversals(long fromNanos, long untilNanos, long soonNanos) {
        int count = 0;
        for (int i = 2; i < size; i++) {
            boolean up = values[i] > values[i - 1];
            boolean wasUp = values[i - 1] > values[i - 2];
            if (up != wasUp
                    && times[i] - times[i - 1] <= soonNanos
                    && times[i] >= fromNanos
                    && times[i] < untilNanos) {
                count++;
            }
        }
        return count;
    }

    /** The first moment from one on at which it is more than it was then; negative if never. */
    public long firstRise(long fromNanos, long untilNanos) {
        int before = at(fromNanos);
        for (int i = 0; i < size && times[i] < untilNanos; i++) {
            if (times[i] >= fromNanos && values[i] > before) {
                return times[i];
            }
        }
        return -1;
    }

    /** The first moment at which it is at least so much; negative if never. */
    public long firstAtLeast(int value, long fromNanos, long untilNanos) {
        if (at(fromNanos) >= value) {
            return fromNanos;
        }
        for (int i = 0; i < size && times[i] < untilNanos; i++) {
            if (times[i] >= fromNanos && values[i] >= value) {
                return times[i];
            }
        }
        return -1;
    }
}
