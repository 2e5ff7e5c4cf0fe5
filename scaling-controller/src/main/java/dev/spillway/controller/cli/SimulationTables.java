package dev.spillway.controller.cli;

import dev.spillway.controller.cost.Money;
import dev.spillway.controller.cost.PriceBook;
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
                        currencies(scenario.prices()),
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
                    cost(runs.meanCost(label), scenario.prices()),
                    percent(runs, label, totals -> totals.unusedRatio()),
                    percent(runs, label, totals -> totals.overshootRatio()),
                    number(runs, label, totals -> totals.reversals(), 0),
                    stable(runs, label));
        }
        return table;
    }

    private static String currencies(PriceBook prices) {
        return prices.currency()
                + prices.shownIn().map(other -> " / " + other.currency()).orElse("");
    }

    private static String cost(Money cost, PriceBook prices) {
        return coins(cost) + prices.shown(cost).map(other -> " / " + coins(other)).orElse("");
    }

    private static String coins(Money money) {
        return money.rounded().amount().toPlainString();
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
            table.row(cells(claim).toArray());
        }
        return table;
    }

    /** What was claimed, of which policy, the claimed and the measured number, and its verdict. */
    static List<String> cells(SimulationResult.ClaimResult claim) {
        return List.of(
                claim.what(),
                claim.contender(),
                relation(claim.relation()) + shown(claim.claimed()),
                claim.measured().map(SimulationTables::shown).orElse("never"),
                claim.holds() ? "yes" : "no");
    }

    private static String relation(String relation) {
        return switch (relation) {
            case "at_most" -> "at most ";
            case "at_least" -> "at least ";
            default -> "";
        };
    }

    private static String shown(double value) {
        double size = Math.abs(value);
        boolean isWhole = value == Math.rint(value) || size >= 100;
        return plain(value, isWhole ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
    }

    private static String plain(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
