package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.simulate.faro.FaroScore;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The scores of one policy on one node, one for each seed. */
record Row(int cpus, String policy, List<FaroScore> scores) {

    Row {
        scores = List.copyOf(scores);
    }

    /** In Markdown. */
    static String table(List<Row> rows) {
        StringBuilder text =
                new StringBuilder(
                        """
                        | CPUs | policy | violated % | worst tenant | failed | p99 in ms | replica-minutes | pod-minutes |
                        |---|---|---|---|---|---|---|---|
                        """);
        rows.forEach(row -> text.append(row.line()).append('\n'));
        return text.toString();
    }

    private String line() {
        return "| %d | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        cpus,
                        policy,
                        violated(),
                        spread("%.3f", FaroScore::worstTenantRatio),
                        spread("%.0f", FaroScore::failed),
                        spread("%.0f", FaroScore::p99Millis),
                        spread("%.0f", FaroScore::replicaMinutes),
                        format("%.0f", mean(FaroScore::podMinutes)));
    }

    String violated() {
        return spread("%.2f", score -> 100 * score.violationRatio());
    }

    double mean(ToDoubleFunction<FaroScore> of) {
        return scores.stream().mapToDouble(of).average().orElseThrow();
    }

    /** Mean and standard deviation over the seeds. */
    private String spread(String number, ToDoubleFunction<FaroScore> of) {
        double mean = mean(of);
        double squares =
                scores.stream().mapToDouble(of).map(value -> (value - mean) * (value - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, scores.size() - 1));
        return format(number, mean) + " ± " + format(number, deviation);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
