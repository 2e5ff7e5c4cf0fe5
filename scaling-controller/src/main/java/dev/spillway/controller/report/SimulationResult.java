package dev.spillway.controller.report;

import dev.spillway.controller.cost.Money;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.simulate.scenario.Claim;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.score.Measurement;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.Runs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a simulation's numbers, as {@code result.json} and the page hold them.
 *
 * @param wallSeconds real time it took
 * @param contenders in the order in which they were asked for
 * @param claims beside what was measured; those of contenders that did not run are left out
 */
public record SimulationResult(
        Head scenario,
        double wallSeconds,
        String command,
        List<ContenderResult> contenders,
        List<ClaimResult> claims) {

    /** The most pools that are kept one by one; of more only the sum is. */
    private static final int MOST_POOLS = 12;

    /**
     * What was simulated.
     *
     * @param deadlineMillis the shortest of the tenants'
     * @param prices what a worker costs; its currency is that of every cost
     */
    public record Head(
            String name,
            String title,
            String about,
            List<String> notes,
            double lengthSeconds,
            double warmUpSeconds,
            int tenants,
            int pools,
            double deadlineMillis,
            PriceBook prices,
            List<Moment> moments) {}

    /** A named moment. */
    public record Moment(String name, double atSeconds) {}

    /**
     * One contender.
     *
     * @param totals one per seed
     * @param course all pools together, of the first seed
     * @param pools one by one, of the first seed, where they are few
     * @param paid for all pools by the end of each step of the course, to the smallest coin
     * @param tenants of the first seed
     */
    public record ContenderResult(
            String label,
            String policy,
            Map<String, String> parameters,
            String version,
            List<Long> seeds,
            List<Outcome.Totals> totals,
            List<List<Outcome.MomentScore>> moments,
            Outcome.PoolCourse course,
            List<Outcome.PoolCourse> pools,
            List<BigDecimal> paid,
            List<Outcome.TenantScore> tenants) {}

    /**
     * A claim beside the measurement.
     *
     * @param measured absent where it never happened
     * @param holds whether the measurement bears the claim out
     */
    public record ClaimResult(
            String what,
            String contender,
            String quantity,
            double claimed,
            String relation,
            Optional<Double> measured,
            boolean holds,
            Optional<String> note) {}

    public static SimulationResult of(
            Scenario scenario,
            List<Contender> contenders,
            Runs runs,
            double wallSeconds,
            String command) {
        return new SimulationResult(
                head(scenario),
                wallSeconds,
                command,
                contenders.stream().map(contender -> result(contender, runs)).toList(),
                claims(scenario, runs));
    }

    private static Head head(Scenario scenario) {
        return new Head(
                scenario.name(),
                scenario.title(),
                scenario.about(),
                scenario.notes(),
                scenario.lengthNanos() / 1e9,
                scenario.warmUpNanos() / 1e9,
                scenario.tenants().size(),
                scenario.pools().size(),
                scenario.tenants().stream()
                                .mapToLong(tenant -> tenant.deadlineNanos())
                                .min()
                                .orElse(0)
                        / 1e6,
                scenario.prices(),
                scenario.moments().stream()
                        .map(moment -> new Moment(moment.name(), moment.atNanos() / 1e9))
                        .toList());
    }

    private static ContenderResult result(Contender contender, Runs runs) {
        List<Outcome> outcomes = runs.of(contender.label());
        Outcome first = outcomes.getFirst();
        return new ContenderResult(
                contender.label(),
                contender.policy(),
                contender.parameters(),
                first.policyVersion(),
                outcomes.stream().map(Outcome::seed).toList(),
                outcomes.stream().map(Outcome::totals).toList(),
                outcomes.stream().map(Outcome::moments).toList(),
                Courses.together(first.pools()),
                first.pools().size() > 1 && first.pools().size() <= MOST_POOLS
                        ? first.pools()
                        : List.of(),
                first.paid().stream().map(Money::rounded).map(Money::amount).toList(),
                first.tenants());
    }

    private static List<ClaimResult> claims(Scenario scenario, Runs runs) {
        Measurement measurement = new Measurement(runs);
        List<ClaimResult> results = new ArrayList<>();
        for (Claim claim : scenario.claims()) {
            if (runs.of(claim.contender()).isEmpty()) {
                continue;
            }
            double measured = measurement.of(claim);
            results.add(
                    new ClaimResult(
                            claim.what(),
                            claim.contender(),
                            claim.measure().quantity().name().toLowerCase(java.util.Locale.ROOT),
                            claim.claimed(),
                            claim.relation().name().toLowerCase(java.util.Locale.ROOT),
                            Double.isFinite(measured) ? Optional.of(measured) : Optional.empty(),
                            claim.holdsFor(measured),
                            claim.note()));
        }
        return results;
    }
}
