package dev.spillway.controller.simulate.arrive;

import java.util.List;

/** Requests a second as a function of virtual time; also users at a time, where users are meant. */
public sealed interface Rate {

    double at(double seconds);

    /** The end of the stretch around that moment in which the rate may be taken as constant. */
    double steadyUntil(double seconds);

    double FOREVER = Double.POSITIVE_INFINITY;

    /** Always the same. */
    record Constant(double perSecond) implements Rate {
        public Constant {
            require("perSecond", perSecond);
        }

        @Override
        public double at(double seconds) {
            return perSecond;
        }

        @Override
        public double steadyUntil(double seconds) {
            return FOREVER;
        }
    }

    /** From one rate to another in a straight line; the first before, the second after. */
    record Ramp(double from, double to, double startSeconds, double endSeconds) implements Rate {
        public Ramp {
            require("from", from);
            require("to", to);
            if (endSeconds < startSeconds) {
                throw new IllegalArgumentException(
                        "a ramp ends at %s s; it starts at %s s"
                                .formatted(endSeconds, startSeconds));
            }
        }

        @Override
        public double at(double seconds) {
            if (seconds < startSeconds) {
                return from;
            }
            return seconds >= endSeconds
                    ? to
                    : from + (to - from) * (seconds - startSeconds) / (endSeconds - startSeconds);
        }

        @Override
        public double steadyUntil(double seconds) {
            if (seconds < startSeconds) {
                return startSeconds;
            }
            return seconds >= endSeconds ? FOREVER : Math.min(endSeconds, nextSecond(seconds));
        }
    }

    /** High for the first part of each period, low for the rest. */
    record Square(double high, double low, double periodSeconds, double highRatio) implements Rate {
        public Square {
            require("high", high);
            require("low", low);
            if (!(periodSeconds > 0) || !(highRatio > 0 && highRatio < 1)) {
                throw new IllegalArgumentException(
                        "a square wave has a period of %s s, high for %s of it; needed are more than 0 s and a share between 0 and 1"
                                .formatted(periodSeconds, highRatio));
            }
        }

        @Override
        public double at(double seconds) {
            return phase(seconds) < highRatio ? high : low;
        }

        private double phase(double seconds) {
            double periods = seconds / periodSeconds;
            return periods - Math.floor(periods);
        }

        @Override
        public double steadyUntil(double seconds) {
            double start = Math.floor(seconds / periodSeconds) * periodSeconds;
            double edge = start + highRatio * periodSeconds;
            return edge > seconds ? edge : start + periodSeconds;
        }
    }

    /**
     * A day and a week as two cosines: {@code mean * (1 + daily * cos(day)) * (1 + weekly *
     * cos(week))}, never below zero. The week peaks on its middle day, the third.
     */
    record Seasonal(double mean, double dailyRatio, double weeklyRatio, double peakSecondOfDay)
            implements Rate {

        private static final double DAY = 86_400;
        private static final double WEEK = 7 * DAY;
        private static final double PEAK_OF_WEEK = 2.5 * DAY;

        public Seasonal {
            require("mean", mean);
        }

        @Override
        public double at(double seconds) {
            double day = Math.cos(2 * Math.PI * (seconds - peakSecondOfDay) / DAY);
            double week = Math.cos(2 * Math.PI * (seconds - PEAK_OF_WEEK) / WEEK);
            return Math.max(0, mean * (1 + dailyRatio * day) * (1 + weeklyRatio * week));
        }

        @Override
        public double steadyUntil(double seconds) {
            return 10 * (Math.floor(seconds / 10) + 1);
        }
    }

    /** One value after another, each from its moment on; zero before the first. */
    record Steps(List<Step> steps) implements Rate {

        /** From that moment on. */
        public record Step(double fromSeconds, double value) {
            public Step {
                require("value", value);
            }
        }

        public Steps {
            steps = List.copyOf(steps);
            for (int i = 1; i < steps.size(); i++) {
                if (steps.get(i).fromSeconds() <= steps.get(i - 1).fromSeconds()) {
                    throw new IllegalArgumentException(
                            "step %d begins at %s s; it must be later than the one before"
                                    .formatted(i, steps.get(i).fromSeconds()));
                }
            }
        }

        @Override
        public double at(double seconds) {
            double value = 0;
            for (Step step : steps) {
                if (step.fromSeconds() > seconds) {
                    break;
                }
                value = step.value();
            }
            return value;
        }

        @Override
        public double steadyUntil(double seconds) {
            for (Step step : steps) {
                if (step.fromSeconds() > seconds) {
                    return step.fromSeconds();
                }
            }
            return FOREVER;
        }
    }

    /** Bins of equal length, as traces have them; zero after the last. */
    record Bins(List<Double> perSecond, double binSeconds) implements Rate {
        public Bins {
            if (!(binSeconds > 0)) {
                throw new IllegalArgumentException(
                        "a bin is %s s long; it must be longer than 0 s".formatted(binSeconds));
            }
            perSecond.forEach(value -> require("a bin's rate", value));
            perSecond = List.copyOf(perSecond);
        }

        @Override
        public double at(double seconds) {
            int bin = (int) Math.floor(seconds / binSeconds);
            return bin < 0 || bin >= perSecond.size() ? 0 : perSecond.get(bin);
        }

        @Override
        public double steadyUntil(double seconds) {
            int bin = (int) Math.floor(seconds / binSeconds);
            return bin >= perSecond.size() ? FOREVER : (bin + 1) * binSeconds;
        }
    }

    /** Another rate, but only between two moments. */
    record Within(Rate rate, double fromSeconds, double untilSeconds) implements Rate {

        @Override
        public double at(double seconds) {
            return seconds >= fromSeconds && seconds < untilSeconds ? rate.at(seconds) : 0;
        }

        @Override
        public double steadyUntil(double seconds) {
            if (seconds < fromSeconds) {
                return fromSeconds;
            }
            return seconds >= untilSeconds
                    ? FOREVER
                    : Math.min(untilSeconds, rate.steadyUntil(seconds));
        }
    }

    private static double nextSecond(double seconds) {
        return Math.floor(seconds) + 1;
    }

    private static void require(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be 0 or more".formatted(name, value));
        }
    }
}
