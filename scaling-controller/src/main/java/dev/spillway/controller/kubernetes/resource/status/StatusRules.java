package dev.spillway.controller.kubernetes.resource.status;

import dev.spillway.controller.kubernetes.resource.ResourceId;
import dev.spillway.controller.kubernetes.resource.Verdict;
import dev.spillway.controller.kubernetes.resource.status.Condition.Reason;
import dev.spillway.controller.kubernetes.resource.status.Condition.State;
import dev.spillway.controller.kubernetes.resource.status.Condition.Type;
import dev.spillway.controller.kubernetes.resource.status.PoolFacts.Quota;
import dev.spillway.controller.kubernetes.resource.status.PoolFacts.Residency;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Problem;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be said of a resource, by what is known of it. */
public final class StatusRules {

    private StatusRules() {}

    /**
     * What is known of a resource.
     *
     * @param generation of the spec that the verdict is about
     * @param pool the workers that serve it; for a Tenant in a shared pool those of the Pool
     * @param ownsPool whether they are counted in its own status
     */
    public record Facts(
            ResourceId id,
            long generation,
            Verdict verdict,
            Optional<PoolFacts> pool,
            boolean ownsPool) {}

    private record Said(Type type, State state, Reason reason, String message) {}

    /**
     * The status that follows.
     *
     * @param before the status so far; a condition keeps its time while its state stays
     */
    public static ResourceStatus of(Facts facts, ResourceStatus before, Instant now) {
        List<Said> said = new ArrayList<>();
        said.add(ready(facts));
        facts.pool()
                .ifPresent(
                        pool -> {
                            said.add(scaling(pool));
                            said.add(quota(pool.quota()));
                            said.add(residency(pool.residency()));
                        });
        return new ResourceStatus(
                facts.generation(),
                facts.pool()
                        .filter(_ -> facts.ownsPool())
                        .map(
                                pool ->
                                        new ResourceStatus.Counts(
                                                pool.present(), pool.ready(), pool.desired())),
                said.stream().map(one -> since(one, facts.generation(), before, now)).toList());
    }

    private static Condition since(Said said, long generation, ResourceStatus before, Instant now) {
        Instant since =
                before.condition(said.type())
                        .filter(old -> old.state() == said.state())
                        .map(Condition::since)
                        .orElse(now.truncatedTo(ChronoUnit.SECONDS));
        return new Condition(
                said.type(), said.state(), said.reason(), said.message(), since, generation);
    }

    private static Said ready(Facts facts) {
        return switch (facts.verdict()) {
            case Verdict.Refused(var problems, boolean keepsLastGood) ->
                    ready(State.False, Reason.InvalidSpec, refusal(problems, keepsLastGood));
            case Verdict.Deleting _ ->
                    ready(
                            State.False,
                            Reason.Deleting,
                            facts.pool()
                                    .map(pool -> "draining; " + workers(pool.present()) + " left")
                                    .orElse("about to go"));
            case Verdict.Accepted _ -> {
                Document.Kind kind = facts.id().kind();
                boolean hasWorkers = kind == Document.Kind.POOL || kind == Document.Kind.TENANT;
                yield facts.pool()
                        .map(StatusRules::serving)
                        .orElse(
                                hasWorkers
                                        ? ready(
                                                State.Unknown,
                                                Reason.NotYetSeen,
                                                "its workers were not looked at yet")
                                        : ready(State.True, Reason.Accepted, "it counts"));
            }
        };
    }

    private static Said ready(State state, Reason reason, String message) {
        return new Said(Type.Ready, state, reason, message);
    }

    private static String refusal(List<Problem> problems, boolean keepsLastGood) {
        return problems.getFirst().message()
                + (problems.size() > 1 ? " (and %d more)".formatted(problems.size() - 1) : "")
                + (keepsLastGood ? "; its last good state holds" : "");
    }

    /** Ready is what can serve: a pool that grows is ready all along. */
    private static Said serving(PoolFacts pool) {
        if (pool.trouble().isPresent()) {
            return ready(State.False, Reason.NotInOrder, pool.trouble().get());
        }
        if (pool.desired() == 0) {
            return ready(State.True, Reason.ScaledToZero, "no worker is wanted");
        }
        int needed = Math.min(pool.desired(), Math.max(1, pool.minimum()));
        String message = "%d of %s ready".formatted(pool.ready(), workers(pool.desired()));
        return pool.ready() >= needed
                ? ready(State.True, Reason.Serving, message)
                : ready(
                        State.False,
                        Reason.WorkersNotReady,
                        "%s; %d needed".formatted(message, needed));
    }

    private static Said scaling(PoolFacts pool) {
        if (pool.pausedAt().isPresent()) {
            return new Said(
                    Type.Scaling,
                    State.False,
                    Reason.Paused,
                    "held at %s by hand; spillway resume ends it"
                            .formatted(workers(pool.pausedAt().getAsInt())));
        }
        int change = pool.desired() - pool.present();
        if (change == 0) {
            return new Said(Type.Scaling, State.False, Reason.Stable, workers(pool.present()));
        }
        return new Said(
                Type.Scaling,
                State.True,
                change > 0 ? Reason.ScalingUp : Reason.ScalingDown,
                "from %d to %s".formatted(pool.present(), workers(pool.desired())));
    }

    private static Said quota(Quota quota) {
        return switch (quota) {
            case Quota.Within _ ->
                    new Said(
                            Type.QuotaLimited,
                            State.False,
                            Reason.WithinQuota,
                            "the quota has room for what is wanted");
            case Quota.Limited(int wanted, int allowed) ->
                    new Said(
                            Type.QuotaLimited,
                            State.True,
                            Reason.QuotaReached,
                            "%s wanted, the quota has room for %d"
                                    .formatted(workers(wanted), allowed));
        };
    }

    private static Said residency(Residency residency) {
        return switch (residency) {
            case Residency.Anywhere _ ->
                    satisfied(State.True, Reason.AnyRegion, "it may run anywhere");
            case Residency.Satisfied(String region) ->
                    satisfied(State.True, Reason.InRegion, "all workers run in " + region);
            case Residency.Pending(String region, int workers) ->
                    satisfied(
                            State.False,
                            Reason.NoNodeInRegion,
                            "%s without a node in %s; residency is hard, so they run nowhere else"
                                    .formatted(workers(workers), region));
        };
    }

    private static Said satisfied(State state, Reason reason, String message) {
        return new Said(Type.ResidencySatisfied, state, reason, message);
    }

    private static String workers(int count) {
        return count == 1 ? "1 worker" : count + " workers";
    }
}
