package dev.spillway.controller.status;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.loop.AnswerTimes;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.loop.Reading;
import dev.spillway.controller.loop.Worker;
import dev.spillway.controller.pause.Pause;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantStats;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a {@link Status} together. */
public final class StatusReport {

    private final Function<String, Optional<Decision>> lastChange;
    private final Map<String, AnswerTimes.AnswerTime> answerTimes;

    /**
     * Knows what the loop's own state does not hold.
     *
     * @param lastChange of a pool
     * @param answerTimes by tenant, as far as measured elsewhere
     */
    public StatusReport(
            Function<String, Optional<Decision>> lastChange,
            Map<String, AnswerTimes.AnswerTime> answerTimes) {
        this.lastChange = lastChange;
        this.answerTimes = Map.copyOf(answerTimes);
    }

    public Status of(List<PoolState> states, long directoryVersion, Instant now) {
        return new Status(millis(now), directoryVersion, states.stream().map(this::pool).toList());
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    public Status.PoolStatus pool(PoolState state) {
        Pool pool = state.pool();
        Map<String, TenantStats> stats = statsByTenant(state.reading());
        List<Status.TenantStatus> tenants =
                state.tenants().stream()
                        .map(
                                tenant ->
                                        tenant(
                                                tenant,
                                                Optional.ofNullable(stats.get(tenant.name()))))
                        .toList();
        return new Status.PoolStatus(
                pool.name(),
                pool.region(),
                pool.fairness().name().toLowerCase(Locale.ROOT),
                pool.minReplicas(),
                pool.maxReplicas(),
                state.desired(),
                (int) state.running(),
                (int) state.count(Worker.State.READY),
                state.reading().map(StatusReport::slots).orElse(0),
                tenants.stream().mapToLong(Status.TenantStatus::waiting).sum(),
                tenants.stream().mapToLong(Status.TenantStatus::inFlight).sum(),
                tenants.stream().mapToDouble(Status.TenantStatus::oldestAgeSeconds).max().orElse(0),
                state.decision().map(decision -> decision.live().policy()).orElse(pool.policy()),
                lastChange.apply(pool.name()).map(StatusReport::decision),
                shadow(state),
                state.pause().map(StatusReport::pause),
                tenants);
    }

    private static Pause pause(Pause pause) {
        return new Pause(pause.replicas(), millis(pause.since()), pause.by(), pause.reason());
    }

    private static Optional<Status.ShadowStatus> shadow(PoolState state) {
        return state.decision()
                .flatMap(Decision::shadow)
                .flatMap(choice -> state.comparison().map(sums -> shadow(choice, sums)));
    }

    private static Status.ShadowStatus shadow(Choice<?> choice, Comparison sums) {
        return new Status.ShadowStatus(
                choice.policy(),
                choice.to(),
                millis(sums.since()),
                sums.decisions(),
                sums.differing(),
                sums.workerSecondsMore());
    }

    private static int slots(Reading reading) {
        return reading.stats().slots().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, TenantStats> statsByTenant(Optional<Reading> reading) {
        return reading.map(
                        read ->
                                read.stats().tenants().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        tenant -> tenant.tenant().value(),
                                                        tenant -> tenant)))
                .orElse(Map.of());
    }

    private Status.TenantStatus tenant(Tenant tenant, Optional<TenantStats> stats) {
        return new Status.TenantStatus(
                tenant.name(),
                tenant.tier().name(),
                stats.map(TenantStats::waiting).orElse(0L),
                stats.map(TenantStats::inFlight).orElse(0L),
                stats.map(TenantStats::oldestAge).map(StatusReport::seconds).orElse(0.0),
                stats.map(TenantStats::serviceTime).map(Duration::toMillis).orElse(0L),
                tallies(stats.map(TenantStats::tallies).orElse(Map.of())),
                Optional.ofNullable(answerTimes.get(tenant.name()))
                        .map(AnswerTimes.AnswerTime::p95Seconds));
    }

    private static Map<String, Long> tallies(Map<Tally, Long> counted) {
        Map<String, Long> tallies = new LinkedHashMap<>();
        for (Tally tally : Tally.values()) {
            tallies.put(tally.name().toLowerCase(Locale.ROOT), counted.getOrDefault(tally, 0L));
        }
        return tallies;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Status.LastDecision decision(Decision decision) {
        return new Status.LastDecision(
                millis(decision.at()),
                decision.from(),
                decision.to(),
                decision.live().reason().name(),
                decision.live().bound().name());
    }
}
