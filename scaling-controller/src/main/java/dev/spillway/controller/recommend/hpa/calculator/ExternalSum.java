package dev.spillway.controller.recommend.hpa.calculator;

import java.util.List;

/** The two ways in which external series are added up. */
final class ExternalSum {

    private ExternalSum() {}

    /** For Value targets: a positive overflow is the greatest number there is. */
    static long cappedAbove(List<Long> values) {
        long sum = 0;
        for (long value : values) {
            if (value > 0 && sum > Long.MAX_VALUE - value) {
                return Long.MAX_VALUE;
            }
            sum += value;
        }
        return sum;
    }

    /** For AverageValue targets: whenever the sum turns negative, an overflow is presumed. */
    static long negativeAsOverflow(List<Long> values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
            if (sum < 0) {
                return Long.MAX_VALUE;
            }
        }
        return sum;
    }
}
