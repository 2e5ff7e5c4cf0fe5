package dev.spillway.controller.simulate;

import java.util.random.RandomGenerator;

/** A distribution of times, in seconds. */
public sealed interface Distribution {

    double sampleSeconds(RandomGenerator random);

    double meanSeconds();

    double deviationSeconds();

    /** Always the same. */
    record Constant(double seconds) implements Distribution {

        public Constant {
            requirePositive("seconds", seconds, true);
        }

        @Override
        public double sampleSeconds(RandomGenerator random) {
            return seconds;
        }

        @Override
        public double meanSeconds() {
            return seconds;
        }

        @Override
        public double deviationSeconds() {
            return 0;
        }
    }

    /** Exponential, as between the arrivals of a Poisson process. */
    record Exponential(double mean) implements Distribution {

        public Exponential {
            requirePositive("mean", mean, false);
        }

        @Override
        public double sampleSeconds(RandomGenerator random) {
            return mean * random.nextExponential();
        }

        @Override
        public double meanSeconds() {
            return mean;
        }

        @Override
        public double deviationSeconds() {
            return mean;
        }
    }

    /**
     * A log-normal distribution, shifted: {@code shift + scale * exp(shape * Z)} with Z standard
     * normal (scipy's {@code lognorm(shape, loc=shift, scale)}).
     */
    record LogNormal(double shift, double scale, double shape) implements Distribution {

        public LogNormal {
            requirePositive("shift", shift, true);
            requirePositive("scale", scale, false);
            requirePositive("shape", shape, true);
        }

        /** Not shifted, by its mean and standard deviation. */
        public static LogNormal of(double meanSeconds, double deviationSeconds) {
            double ratio = deviationSeconds / meanSeconds;
            double variance = Math.log1p(ratio * ratio);
            return new LogNormal(0, meanSeconds * Math.exp(-variance / 2), Math.sqrt(variance));
        }

        @Override
        public double sampleSeconds(RandomGenerator random) {
            return shift + scale * Math.exp(shape * random.nextGaussian());
        }

        @Override
        public double meanSeconds() {
            return shift + scale * Math.exp(shape * shape / 2);
        }

        @Override
        public double deviationSeconds() {
            return scale * Math.exp(shape * shape / 2) * Math.sqrt(Math.expm1(shape * shape));
        }
    }

    private static void requirePositive(String name, double value, boolean orZero) {
        if (!(value > 0 || (orZero && value == 0)) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be %s"
                            .formatted(name, value, orZero ? "0 or more" : "more than 0"));
        }
    }
}
