package dev.spillway.controller.simulate;

import java.util.List;
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

    /** The same chance everywhere between two times. */
    record Uniform(double from, double to) implements Distribution {

        public Uniform {
            requirePositive("from", from, true);
            requirePositive("to", to, true);
            if (to < from) {
                throw new IllegalArgumentException(
                        "to is %s; it must be at least from, which is %s".formatted(to, from));
            }
        }

        @Override
        public double sampleSeconds(RandomGenerator random) {
            return from + (to - from) * random.nextDouble();
        }

        @Override
        public double meanSeconds() {
            return (from + to) / 2;
        }

        @Override
        public double deviationSeconds() {
            return (to - from) / Math.sqrt(12);
        }
    }

    /** Measured values, each with the same chance. */
    record Empirical(List<Double> seconds) implements Distribution {

        public Empirical {
            if (seconds.isEmpty()) {
                throw new IllegalArgumentException("seconds is empty; at least one is needed");
            }
            seconds.forEach(value -> requirePositive("a measured time", value, true));
            seconds = List.copyOf(seconds);
        }

        @Override
        public double sampleSeconds(RandomGenerator random) {
            return seconds.get(random.nextInt(seconds.size()));
        }

        @Override
        public double meanSeconds() {
            return seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        @Override
        public double deviationSeconds() {
            double mean = meanSeconds();
            return Math.sqrt(
                    seconds.stream()
                            .mapToDouble(value -> (value - mean) * (value - mean))
                            .average()
                            .orElse(0));
        }
    }

    /** One of several distributions, drawn anew each time. */
    record Mixture(List<Part> parts) implements Distribution {

        /**
         * One of them.
         *
         * @param share its chance, relative to the others'
         */
        public record Part(double share, Distribution of) {
            public Part {
                requirePositive("share", share, false);
            }
        }

        public Mixture {
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("parts is empty; at least one is needed");
            }
            parts = List.copyOf(parts);
        }

        private double total() {
            double total = 0;
            for (Part part : parts) {
                total += part.share();
            }
            return total;
        }

        @Override
        public double sampleSeconds(RandomGenerator random) {
            double left = random.nextDouble() * total();
            for (Part part : parts) {
                left -= part.share();
                if (left < 0) {
                    return part.of().sampleSeconds(random);
                }
            }
            return parts.getLast().of().sampleSeconds(random);
        }

        @Override
        public double meanSeconds() {
            double sum = 0;
            for (Part part : parts) {
                sum += part.share() * part.of().meanSeconds();
            }
            return sum / total();
        }

        @Override
        public double deviationSeconds() {
            double squares = 0;
            for (Part part : parts) {
                double mean = part.of().meanSeconds();
                double deviation = part.of().deviationSeconds();
                squares += part.share() * (mean * mean + deviation * deviation);
            }
            double mean = meanSeconds();
            return Math.sqrt(Math.max(0, squares / total() - mean * mean));
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
