package dev.spillway.controller.simulate.arrive;

import java.util.function.DoubleSupplier;

/**
 * Arrivals at a changing rate: time runs as fast as the rate, and in that time the gaps are drawn.
 * Exponential gaps of mean 1 make an inhomogeneous Poisson process.
 */
final class RateStream implements ArrivalStream {

    private static final double NANOS = 1e9;

    private final Rate rate;
    private final DoubleSupplier gap;
    private double nowSeconds;

    RateStream(Rate rate, DoubleSupplier gap) {
        this.rate = rate;
        this.gap = gap;
    }

    @Override
    public long next() {
        double left = gap.getAsDouble();
        while (true) {
            double perSecond = rate.at(nowSeconds);
            double until = rate.steadyUntil(nowSeconds);
            double possible = perSecond > 0 ? perSecond * (until - nowSeconds) : 0;
            if (possible >= left) {
                nowSeconds += left / perSecond;
                return (long) (nowSeconds * NANOS);
            }
            if (until == Rate.FOREVER || !(until > nowSeconds)) {
                return END;
            }
            left -= possible;
            nowSeconds = until;
        }
    }
}
