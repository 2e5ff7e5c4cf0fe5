package dev.spillway.controller.simulate.score;

import dev.spillway.controller.cost.Money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The runs of a scenario by the contenders' labels, one per seed.
 *
 * @param measuredSeconds virtual time that counts
 */
public record Runs(Map<String, List<Outcome>> byLabel, double measuredSeconds) {

    public Runs {
        Map<String, List<Outcome>> copy = new LinkedHashMap<>();
        byLabel.forEach((label, outcomes) -> copy.put(label, List.copyOf(outcomes)));
        byLabel = java.util.Collections.unmodifiableMap(copy);
    }

    public List<Outcome> of(String label) {
        return byLabel.getOrDefault(label, List.of());
    }

    /** Mean over the seeds; not a number without a run. */
    public double mean(String label, ToDoubleFunction<Outcome> number) {
        return of(label).stream().mapToDouble(number).average().orElse(Double.NaN);
    }

    /** Mean over the seeds, of which there is at least one. */
    public Money meanCost(String label) {
        Money sum =
                of(label).stream()
                        .map(run -> run.totals().cost())
                        .reduce(Money::plus)
                        .orElseThrow();
        BigDecimal runs = BigDecimal.valueOf(of(label).size());
        return new Money(sum.amount().divide(runs, MathContext.DECIMAL128), sum.currency());
    }

    /** The most minus the least over the seeds. */
    public double spread(String label, ToDoubleFunction<Outcome> number) {
        return of(label).stream().mapToDouble(number).max().orElse(0)
                - of(label).stream().mapToDouble(number).min().orElse(0);
    }

    /** The labels from the fewest violations to the most. */
    public List<String> byViolations() {
        return byLabel.keySet().stream()
                .sorted(
                        Comparator.comparingDouble(
                                label -> mean(label, outcome -> outcome.totals().violationRatio())))
                .toList();
    }
}
