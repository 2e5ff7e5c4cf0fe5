package dev.spillway.controller.cli;

import dev.spillway.controller.report.SimulationResult;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.Runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A simulation's result for a terminal. */
final class SimulationTables {

    private SimulationTables() {}

    static List<String> lines(Scenario scenario, Runs runs, SimulationResult result) {
        List<String> lines = new ArrayList<>(scores(scenario, runs).lines());
        if (!result.claims().isEmpty()) {
            lines.add("");
            lines.addAll(claims(result).lines());
        }
        result.claims().stream()
                .flatMap(claim -> claim.note().stream().map(note -> claim.what() + ": " + note))
                .distinct()
                .forEach(note -> lines.add("note: " + note));
        return lines;
    }

    private static Table scores(Scenario scenario, Runs runs) {
        Table table =
                new Table(
                        "POLICY",
                        "VIOLATIONS",
                        "WORST TENANT",
                        "P50 MS",
                        "P95 MS",
                        "P99 MS",
                        "DROPPED",
                        "REPLICAS",
                        "PEAK",
                        scenario.currency(),
                        "UNUSED",
                        "OVERSHOOT",
                        "REVERSALS",
                        "STABLE AFTER");
        for (String label : runs.byLabel().keySet()) {
            table.row(
                    label,
                    percent(runs, label, totals -> totals.violationRatio()),
                    percent(runs, label, totals -> totals.worstTenantAttainmentRatio()),
                    number(runs, label, totals -> totals.p50Millis(), 0),
                    number(runs, label, totals -> totals.p95Millis(), 0),
                    number(runs, label, totals -> totals.p99Millis(), 0),
                    number(runs, label, totals -> totals.dropped(), 0),
                    number(runs, label, totals -> totals.meanReplicas(), 1),
                    number(runs, label, totals -> totals.peakReplicas(), 0),
                    number(runs, label, totals -> totals.cost(), 2),
                    percent(runs, label, totals -> totals.unusedRatio()),
                    percent(runs, label, totals -> totals.overshootRatio()),
                    number(runs, label, totals -> totals.reversals(), 0),
                    stable(runs, label));
        }
        return table;
    }

    private static String stable(Runs runs, String label) {
        double worst =
                runs.mean(
                        label,
                        outcome ->
                                outcome.moments().stream()
                                        .mapToDouble(Outcome.MomentScore::stableAfterSeconds)
                                        .max()
                                        .orElse(Double.NaN));
        return Double.isNaN(worst) ? "-" : plain(worst, 0) + " s";
    }

    private static String percent(
            Runs runs, String label, ToDoubleFunction<Outcome.Totals> number) {
        return plain(100 * runs.mean(label, outcome -> number.applyAsDouble(outcome.totals())), 1)
                + " %";
    }

    private static String number(
            Runs runs, String label, ToDoubleFunction<Outcome.Totals> number, int digits) {
        return plain(runs.mean(label, outcome -> number.applyAsDouble(outcome.totals())), digits);
    }

    private static Table claims(SimulationResult result) {
        Table table = new Table("CLAIM", "POLICY", "CLAIMED", "MEASURED", "HOLDS");
        for (SimulationResult.ClaimResult claim : result.claims()) {
            table.row(
                    claim.what(),
                    claim.contender(),
                    relation(claim.relation()) + shown(claim.claimed()),
                    claim.measured().map(SimulationTables::shown).orElse("never"),
                    claim.holds() ? "yes" : "no");
        }
        return table;
    }

    private static String relation(String relation) {
        return switch (relation) {
            case "at_most" -> "at most ";
            case "at_least" -> "at least ";
            default -> "";
        };
    }

    private static String shown(double value) {
        return plain(value, Math.abs(value) < 10 && value != Math.rint(value) ? 2 : 0);
    }

    private static String plain(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
