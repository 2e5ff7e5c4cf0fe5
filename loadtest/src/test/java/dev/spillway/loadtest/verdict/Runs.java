package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Schedule;
import dev.spillway.loadtest.scenario.TenantLoad;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;
import dev.spillway.loadtest.timeline.TenantState;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs made by hand: a good one, and ways to spoil it. */
final class Runs {

    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    static final Scenario SCENARIO =
            new Scenario(
                    List.of(
                            new TenantLoad("media", "premium", 2, 0),
                            new TenantLoad("bakery", "free", 10, 0),
                            new TenantLoad("clinic", "standard", 10, 0)),
                    "media",
                    10,
                    new Scenario.Lengths(5, 20, 20, 20));

    private Runs() {}

    /** Every request of the schedule, sent on time. */
    static List<Sample> samples(Function<Sample, Duration> latency) {
        List<Sample> samples = new ArrayList<>();
        for (TenantLoad tenant : SCENARIO.tenants()) {
            List<Schedule.Slot> slots = Schedule.of(SCENARIO, tenant).slots();
            for (int i = 0; i < slots.size(); i++) {
                Instant due = START.plusMillis(slots.get(i).offsetMillis());
                Sample sample =
                        new Sample(
                                tenant.name(),
                                slots.get(i).phase(),
                                due,
                                due,
                                due,
                                Outcome.ANSWERED,
                                200,
                                tenant.name() + "-" + i,
                                1);
                samples.add(lasting(sample, latency.apply(sample)));
            }
        }
        return samples;
    }

    static List<Sample> samples() {
        return samples(_ -> Duration.ofMillis(300));
    }

    /** The samples with those of one tenant in one phase changed. */
    static List<Sample> changing(
            List<Sample> samples, String tenant, Phase phase, UnaryOperator<Sample> change) {
        return samples.stream()
                .map(
                        sample ->
                                sample.tenant().equals(tenant) && sample.phase() == phase
                                        ? change.apply(sample)
                                        : sample)
                .toList();
    }

    static Sample lasting(Sample sample, Duration latency) {
        return new Sample(
                sample.tenant(),
                sample.phase(),
                sample.intended(),
                sample.started(),
                sample.intended().plus(latency),
                sample.outcome(),
                sample.status(),
                sample.id(),
                sample.attempts());
    }

    static Sample ending(Sample sample, int status) {
        Outcome outcome = Outcome.ofStatus(status);
        return new Sample(
                sample.tenant(),
                sample.phase(),
                sample.intended(),
                sample.started(),
                sample.ended(),
                outcome,
                status,
                outcome == Outcome.ANSWERED ? sample.id() : "",
                sample.attempts());
    }

    static Sample startingLate(Sample sample, Duration late) {
        return new Sample(
                sample.tenant(),
                sample.phase(),
                sample.intended(),
                sample.intended().plus(late),
                sample.ended().plus(late),
                sample.outcome(),
                sample.status(),
                sample.id(),
                sample.attempts());
    }

    /** A look at the pool; the tallies are those of a queue that answered what the samples say. */
    static Snapshot look(double second, int ready, int waiting, List<Sample> answeredSoFar) {
        List<TenantState> tenants =
                SCENARIO.tenants().stream()
                        .map(
                                tenant ->
                                        new TenantState(
                                                tenant.name(),
                                                tenant.name().equals("media") ? waiting : 0,
                                                0,
                                                tally(tenant.name(), waiting, answeredSoFar)))
                        .toList();
        return new Snapshot(
                START.plusMillis(Math.round(second * 1_000)), ready, ready, ready, tenants);
    }

    private static Tally tally(String tenant, int waiting, List<Sample> answeredSoFar) {
        long answered =
                answeredSoFar.stream()
                        .filter(
                                sample ->
                                        sample.tenant().equals(tenant)
                                                && sample.outcome() == Outcome.ANSWERED)
                        .count();
        return new Tally(answered + (tenant.equals("media") ? waiting : 0), answered, 0, 0, 0, 0);
    }

    /** 2 workers, from 5 s after the queue grew 4 of them, at the end 2 again. */
    static List<Snapshot> timeline(List<Sample> samples) {
        return List.of(
                look(-1, 2, 0, List.of()),
                look(10, 2, 0, List.of()),
                look(26, 2, 11, List.of()),
                look(31, 4, 40, List.of()),
                look(64, 2, 0, List.of()),
                look(70, 2, 0, samples));
    }

    static Evidence evidence(List<Sample> samples) {
        return new Evidence(SCENARIO, START, samples, timeline(samples));
    }

    static Verdict judged(Evidence evidence) {
        return new Judge(Thresholds.DEFAULT).verdict(evidence);
    }

    static Check check(Verdict verdict, String name) {
        return verdict.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no check " + name + " in " + verdict.checks()));
    }
}
