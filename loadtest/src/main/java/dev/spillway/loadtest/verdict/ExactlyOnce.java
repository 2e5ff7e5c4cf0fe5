package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.scenario.TenantLoad;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;
import dev.spillway.loadtest.timeline.TenantState;

import java.util.List;

/**
 * Whether every accepted query got one answer or one honest error. Two books must agree, tenant by
 * tenant: the queue's own tallies (accepted = ended + still there), and the answers the clients
 * hold (each id once, as many as the queue counted).
 */
final class ExactlyOnce {

    /** What is wrong with one tenant, or with all of them added up. */
    record Losses(long lost, long twice) {

        Losses plus(Losses other) {
            return new Losses(lost + other.lost, twice + other.twice);
        }
    }

    List<Check> checks(Evidence evidence) {
        if (evidence.timeline().size() < 2) {
            return List.of(
                    new Check(
                            "lost, answered twice",
                            Result.INVALID,
                            evidence.timeline().size() + " looks at the queue",
                            "one before and one after the load"));
        }
        Losses losses =
                evidence.scenario().tenants().stream()
                        .map(TenantLoad::name)
                        .map(tenant -> losses(evidence, tenant))
                        .reduce(new Losses(0, 0), Losses::plus);
        return List.of(none("lost", losses.lost()), none("answered twice", losses.twice()));
    }

    private static Check none(String name, long count) {
        return new Check(name, count == 0 ? Result.PASS : Result.FAIL, Long.toString(count), "0");
    }

    private static Losses losses(Evidence evidence, String tenant) {
        Tally before = state(evidence.timeline().getFirst(), tenant).tally();
        TenantState last = state(evidence.timeline().getLast(), tenant);
        Tally run = last.tally().minus(before);
        long unaccounted = run.accepted() - run.ended() - stillThere(evidence, tenant, last);
        List<Sample> samples =
                evidence.samples().stream()
                        .filter(sample -> sample.tenant().equals(tenant))
                        .toList();
        long unanswered = count(samples, Outcome.UNANSWERED);
        long answered = count(samples, Outcome.ANSWERED);
        long distinct =
                samples.stream()
                        .filter(sample -> sample.outcome() == Outcome.ANSWERED)
                        .map(Sample::id)
                        .distinct()
                        .count();
        // An answer that its client gave up on is already counted as unanswered.
        long undelivered = Math.max(0, run.answered() - answered - unanswered);
        long unbooked = Math.max(0, answered - run.answered());
        return new Losses(
                Math.max(0, unaccounted) + unanswered + undelivered,
                Math.max(0, -unaccounted) + answered - distinct + unbooked);
    }

    private static long stillThere(Evidence evidence, String tenant, TenantState last) {
        TenantState first = state(evidence.timeline().getFirst(), tenant);
        return (long) last.waiting() + last.inFlight() - first.waiting() - first.inFlight();
    }

    private static long count(List<Sample> samples, Outcome outcome) {
        return samples.stream().filter(sample -> sample.outcome() == outcome).count();
    }

    private static TenantState state(Snapshot snapshot, String tenant) {
        return snapshot.tenants().stream()
                .filter(state -> state.name().equals(tenant))
                .findFirst()
                .orElse(new TenantState(tenant, 0, 0, Tally.NONE));
    }
}
