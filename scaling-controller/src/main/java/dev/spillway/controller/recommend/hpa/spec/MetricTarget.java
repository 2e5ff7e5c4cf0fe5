package dev.spillway.controller.recommend.hpa.spec;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a metric should be. One of the three is meant to be set; which of them are allowed depends
 * on the metric, and the wrong one is an error of that metric.
 *
 * @param valueMilli of the whole, in thousandths
 * @param averageValueMilli per pod, in thousandths
 * @param averageUtilizationPercent of the requests
 */
public record MetricTarget(
        OptionalLong valueMilli,
        OptionalLong averageValueMilli,
        OptionalInt averageUtilizationPercent) {

    public static MetricTarget value(long milli) {
        return new MetricTarget(OptionalLong.of(milli), OptionalLong.empty(), OptionalInt.empty());
    }

    public static MetricTarget averageValue(long milli) {
        return new MetricTarget(OptionalLong.empty(), OptionalLong.of(milli), OptionalInt.empty());
    }

    public static MetricTarget averageUtilization(int percent) {
        return new MetricTarget(
                OptionalLong.empty(), OptionalLong.empty(), OptionalInt.of(percent));
    }
}
