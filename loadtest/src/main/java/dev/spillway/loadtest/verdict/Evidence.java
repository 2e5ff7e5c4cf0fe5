package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.timeline.Snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All that a verdict rests on.
 *
 * @param loadStart when the schedule began
 * @param timeline in order of time: the first snapshot is from before the load, the last from after
 *     it
 */
public record Evidence(
        Scenario scenario, Instant loadStart, List<Sample> samples, List<Snapshot> timeline) {

    public Evidence {
        samples = List.copyOf(samples);
        timeline = timeline.stream().sorted(Comparator.comparing(Snapshot::at)).toList();
    }

    public List<Sample> samples(String tenant, Phase phase) {
        return samples.stream()
                .filter(sample -> sample.phase() == phase && sample.tenant().equals(tenant))
                .toList();
    }

    public List<Sample> victims(Phase phase) {
        return victims().stream().filter(sample -> sample.phase() == phase).toList();
    }

    /** Every judged request of the tenants that do not flood. */
    public List<Sample> victims() {
        return samples.stream()
                .filter(
                        sample ->
                                sample.phase() != Phase.RAMP && scenario.isVictim(sample.tenant()))
                .toList();
    }

    public List<Sample> flood() {
        return samples.stream()
                .filter(
                        sample ->
                                sample.phase() != Phase.RAMP && !scenario.isVictim(sample.tenant()))
                .toList();
    }

    public Instant startOf(Phase phase) {
        return loadStart.plusSeconds(scenario.stretch(phase).startSeconds());
    }

    public double secondsInto(Instant at) {
        return Duration.between(loadStart, at).toMillis() / 1_000.0;
    }
}
