package dev.spillway.controller.recommend.hpa.reconcile;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A metric's latest value, as the status shows it.
 *
 * @param metric its name; empty for one that could not be read
 * @param valueMilli of the whole, in thousandths
 * @param averageValueMilli per pod, in thousandths
 * @param averageUtilizationPercent of the requests
 */
public record MetricStatus(
        String metric,
        OptionalLong valueMilli,
        OptionalLong averageValueMilli,
        OptionalInt averageUtilizationPercent) {

    static final MetricStatus UNREAD =
            new MetricStatus("", OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());

    static MetricStatus value(String metric, long milli) {
        return new MetricStatus(
                metric, OptionalLong.of(milli), OptionalLong.empty(), OptionalInt.empty());
    }

    static MetricStatus average(String metric, long milli, OptionalInt percent) {
        return new MetricStatus(metric, OptionalLong.empty(), OptionalLong.of(milli), percent);
    }
}
