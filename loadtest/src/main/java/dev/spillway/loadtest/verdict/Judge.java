package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Schedule;
import dev.spillway.loadtest.scenario.TenantLoad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks a run every question and gives the worst answer as its verdict. */
public final class Judge {

    private final Thresholds thresholds;

    public Judge(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    public Verdict verdict(Evidence evidence) {
        VictimLatency victimLatency = new VictimLatency(thresholds);
        ScheduleKept schedule = new ScheduleKept(thresholds);
        List<VictimRatio> ratios = victimLatency.ratios(evidence);
        List<Check> checks = new ArrayList<>();
        checks.add(schedule.kept(evidence));
        checks.add(schedule.samplesPresent(evidence));
        List<Check> victims = victimLatency.checks(ratios);
        Result ofVictims = Result.worst(victims.stream().map(Check::result).toList());
        checks.add(new WarmBaseline(thresholds).check(evidence, ofVictims));
        checks.addAll(victims);
        checks.addAll(new Errors(thresholds).checks(evidence));
        checks.addAll(new ExactlyOnce().checks(evidence));
        checks.addAll(new Scaling(thresholds).checks(evidence));
        Result result = Result.worst(checks.stream().map(Check::result).toList());
        return new Verdict(
                result,
                thresholds.passRatio(),
                List.copyOf(checks),
                phases(evidence),
                ratios,
                new Windows(evidence).all());
    }

    private static List<PhaseSummary> phases(Evidence evidence) {
        return evidence.scenario().tenants().stream()
                .flatMap(
                        tenant ->
                                Arrays.stream(Phase.values())
                                        .filter(phase -> phase != Phase.RAMP)
                                        .map(phase -> summary(evidence, tenant, phase)))
                .toList();
    }

    private static PhaseSummary summary(Evidence evidence, TenantLoad tenant, Phase phase) {
        Scenario scenario = evidence.scenario();
        List<Sample> samples = evidence.samples(tenant.name(), phase);
        return new PhaseSummary(
                tenant.name(),
                phase,
                Schedule.of(scenario, tenant).count(phase),
                samples.size(),
                Latency.of(samples),
                PhaseSummary.outcomes(samples));
    }
}
