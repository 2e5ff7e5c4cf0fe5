package dev.spillway.controller.simulate.faro.calibration;

import dev.spillway.controller.simulate.faro.FaroScore;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Published and measured values side by side, in Markdown. A value is met within 1.5 points (where
 * it is a share) or within 15 % of the published one.
 */
final class Report {

    private static final double POINTS = 1.5;
    private static final double RELATIVE = 0.15;
    private static final String UNKNOWN = "–";

    private Report() {}

    static String of(List<Measured> all) {
        return violations(all) + "\n" + others(all);
    }

    private static String violations(List<Measured> all) {
        StringBuilder text =
                new StringBuilder(
                        """
                        | policy | tenants | CPUs | published % (seeds) | measured % [lowest, highest] | difference, points | of published | |
                        |---|---|---|---|---|---|---|---|
                        """);
        for (Measured measured : all) {
            DoubleSummaryStatistics percent = measured.violationPercent();
            Optional<Published> published = published(measured);
            text.append(
                    format(
                            "| %s | %d | %d | %s | %.2f [%.2f, %.2f] | %s |\n",
                            measured.contender().title(),
                            measured.tenants(),
                            measured.cpus(),
                            published
                                    .map(
                                            it ->
                                                    format(
                                                            "%.2f (%d)",
                                                            it.violationPercent(), it.seeds()))
                                    .orElse(UNKNOWN),
                            percent.getAverage(),
                            percent.getMin(),
                            percent.getMax(),
                            published
                                    .map(it -> compare(it.violationPercent(), percent.getAverage()))
                                    .orElse("– | – | not published")));
        }
        return text.toString();
    }

    private static String compare(double published, double measured) {
        double difference = measured - published;
        return format(
                "%+.2f | %s | %s",
                difference,
                published == 0 ? UNKNOWN : format("%+.1f %%", 100 * difference / published),
                isMet(published, measured, POINTS) ? "met" : "**off**");
    }

    static boolean isMet(double published, double measured, double absolute) {
        double difference = Math.abs(measured - published);
        return difference <= absolute || difference <= RELATIVE * published;
    }

    private static String others(List<Measured> all) {
        StringBuilder text =
                new StringBuilder(
                        """
                        | policy | tenants | CPUs | worst tenant | failed | p99 in ms | mean in ms | replicas, mean | replicas, most | replica-minutes | pod-minutes | answered in time % |
                        |---|---|---|---|---|---|---|---|---|---|---|---|
                        """);
        for (Measured measured : all) {
            Optional<Published> published = published(measured);
            text.append(
                    format(
                            "| %s | %d | %d | %s | %s | %s | %.0f | %s | %.0f | %.0f | %.0f | %.2f |\n",
                            measured.contender().title(),
                            measured.tenants(),
                            measured.cpus(),
                            pair(
                                    "%.3f",
                                    published.map(Published::worstTenantRatio),
                                    measured.worstTenantRatio(),
                                    POINTS / 100),
                            pair(
                                    "%.0f",
                                    published.map(Published::failed),
                                    measured.mean(FaroScore::failed),
                                    0),
                            pair(
                                    "%.0f",
                                    published.map(Published::p99Millis),
                                    measured.mean(FaroScore::p99Millis),
                                    0),
                            measured.mean(FaroScore::meanMillis),
                            pair(
                                    "%.2f",
                                    published.map(Published::meanReplicas),
                                    measured.mean(FaroScore::meanReplicas),
                                    0),
                            measured.mean(FaroScore::maxReplicas),
                            measured.mean(FaroScore::replicaMinutes),
                            measured.mean(FaroScore::podMinutes),
                            100 * measured.mean(FaroScore::sloRatio)));
        }
        return text.toString();
    }

    private static String pair(
            String number, Optional<Double> published, double measured, double absolute) {
        Optional<Double> known = published.filter(value -> !value.isNaN());
        String right = format(number, measured);
        return known.map(
                        value ->
                                "%s / %s%s"
                                        .formatted(
                                                format(number, value),
                                                right,
                                                isMet(value, measured, absolute) ? "" : " **off**"))
                .orElse(UNKNOWN + " / " + right);
    }

    private static Optional<Published> published(Measured measured) {
        return Published.of(measured.contender(), measured.tenants(), measured.cpus());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
