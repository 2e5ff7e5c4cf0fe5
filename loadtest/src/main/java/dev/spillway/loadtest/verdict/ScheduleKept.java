package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Schedule;
import dev.spillway.loadtest.scenario.TenantLoad;

import java.util.List;
import java.util.Locale;

/**
 * Whether the generator did what the scenario says; if not, the numbers describe some other
 * experiment.
 */
final class ScheduleKept {

    private final Thresholds thresholds;

    ScheduleKept(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    Check kept(Evidence evidence) {
        Scenario scenario = evidence.scenario();
        long planned =
                scenario.tenants().stream()
                        .mapToLong(tenant -> Schedule.of(scenario, tenant).slots().size())
                        .sum();
        long kept =
                evidence.samples().stream()
                        .filter(
                                sample ->
                                        sample.startDelay().compareTo(thresholds.keptWithin()) <= 0)
                        .count();
        Result result = kept >= planned * thresholds.keptRatio() ? Result.PASS : Result.INVALID;
        return new Check(
                "schedule kept",
                result,
                String.format(
                        Locale.ROOT,
                        "%d of %d requests (%.2f %%)",
                        kept,
                        planned,
                        100.0 * kept / planned),
                String.format(
                        Locale.ROOT,
                        ">= %.1f %% started within %d ms",
                        100 * thresholds.keptRatio(),
                        thresholds.keptWithin().toMillis()));
    }

    Check samplesPresent(Evidence evidence) {
        Scenario scenario = evidence.scenario();
        List<String> missing =
                scenario.tenants().stream()
                        .flatMap(tenant -> missing(evidence, tenant).stream())
                        .toList();
        return new Check(
                "samples present",
                missing.isEmpty() ? Result.PASS : Result.INVALID,
                missing.isEmpty()
                        ? evidence.samples().size() + " samples"
                        : "none of " + String.join(", ", missing),
                "every tenant in every phase");
    }

    private static List<String> missing(Evidence evidence, TenantLoad tenant) {
        Schedule schedule = Schedule.of(evidence.scenario(), tenant);
        return List.of(Phase.WARM, Phase.SPIKE, Phase.RECOVER).stream()
                .filter(
                        phase ->
                                schedule.count(phase) > 0
                                        && evidence.samples(tenant.name(), phase).isEmpty())
                .map(phase -> tenant.name() + " in " + phase.label())
                .toList();
    }
}
