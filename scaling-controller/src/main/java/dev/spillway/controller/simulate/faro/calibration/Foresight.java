package dev.spillway.controller.simulate.faro.calibration;

import dev.spillway.controller.recommend.baseline.Forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Knows the trace: the largest mean of two minutes in a row among the next seven minutes, once
 * there are 15 minutes of history. It takes the place of a neural forecaster whose weights are not
 * published; before that time, and for want of anything better, it is the recent peak.
 */
final class Foresight implements Forecast {

    private static final int NEEDED_MINUTES = 15;
    private static final int AHEAD_MINUTES = 7;
    private static final int SMOOTHED_MINUTES = 2;
    private static final Forecast BEFORE = new RecentPeak();

    private final int[] counts;

    /**
     * @param counts requests in each minute of the trace
     */
    Foresight(int[] counts) {
        this.counts = counts.clone();
    }

    @Override
    public String version() {
        return "foresight";
    }

    @Override
    public double peakPerMinute(Instant now, List<Long> minutes, int fresh) {
        int next = (int) (now.getEpochSecond() / 60);
        int last = Math.min(counts.length, next + AHEAD_MINUTES) - SMOOTHED_MINUTES;
        if (minutes.size() < NEEDED_MINUTES || last < next) {
            return BEFORE.peakPerMinute(now, minutes, fresh);
        }
        return IntStream.rangeClosed(next, last).mapToDouble(this::mean).max().orElseThrow();
    }

    private double mean(int from) {
        return Arrays.stream(counts, from, from + SMOOTHED_MINUTES).average().orElseThrow();
    }
}
