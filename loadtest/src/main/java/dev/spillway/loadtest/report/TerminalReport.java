package dev.spillway.loadtest.report;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.verdict.Check;
import dev.spillway.loadtest.verdict.Latency;
import dev.spillway.loadtest.verdict.PhaseSummary;
import dev.spillway.loadtest.verdict.Verdict;
import dev.spillway.loadtest.verdict.VictimRatio;

import java.util.List;
import java.util.Locale;

/** The verdict as a person at a terminal wants it: latencies, then the checks, then one word. */
public final class TerminalReport {

    private TerminalReport() {}

    /**
     * Latencies, checks, verdict.
     *
     * @param columns how wide it may be, 0 for any width
     */
    public static String of(Verdict verdict, int columns) {
        return latencies(verdict)
                + "\n\n"
                + checks(verdict.checks(), columns)
                + "\n\nVerdict: "
                + verdict.result();
    }

    private static String latencies(Verdict verdict) {
        TextTable table = new TextTable();
        table.row(
                "tenant",
                "phase",
                "sent",
                "answered",
                "refused",
                "other",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms",
                "p95/warm");
        for (PhaseSummary phase : verdict.phases()) {
            long answered = phase.outcomes().getOrDefault(Outcome.ANSWERED, 0L);
            long refused = phase.outcomes().getOrDefault(Outcome.REFUSED, 0L);
            Latency latency = phase.latency();
            table.row(
                    phase.tenant(),
                    phase.phase().label(),
                    Integer.toString(phase.sent()),
                    Long.toString(answered),
                    Long.toString(refused),
                    Long.toString(phase.sent() - answered - refused),
                    millis(latency.p50Micros()),
                    millis(latency.p95Micros()),
                    millis(latency.p99Micros()),
                    millis(latency.maxMicros()),
                    phase.phase() == Phase.SPIKE ? ratio(verdict, phase.tenant()) : "");
        }
        return table.toString();
    }

    private static String ratio(Verdict verdict, String tenant) {
        return verdict.victims().stream()
                .filter(victim -> victim.tenant().equals(tenant))
                .map(VictimRatio::ratio)
                .map(ratio -> String.format(Locale.ROOT, "%.2fx", ratio))
                .findFirst()
                .orElse("");
    }

    /** The checks; where they are too wide with their limits beside them, with the limits below. */
    public static String checks(List<Check> checks, int columns) {
        TextTable table = new TextTable();
        for (Check check : checks) {
            table.row(check.result().toString(), check.name(), check.measured(), check.limit());
        }
        String wide = table.toString();
        return columns == 0 || wide.lines().allMatch(line -> line.length() <= columns)
                ? wide
                : narrow(checks);
    }

    private static String narrow(List<Check> checks) {
        TextTable table = new TextTable();
        for (Check check : checks) {
            table.row(check.result().toString(), check.name(), check.measured());
            table.row("", "", "(" + check.limit() + ")");
        }
        return table.toString();
    }

    private static String millis(long micros) {
        return micros == 0 ? "-" : Long.toString(Math.round(micros / 1_000.0));
    }
}
