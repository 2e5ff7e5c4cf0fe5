package dev.spillway.controller.explain;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a decision saw, in sentences. */
final class SeenWords {

    /** Younger numbers are as good as new. */
    private static final Duration NEW = Duration.ofSeconds(1);

    private final Decision decision;
    private final Optional<String> tenant;
    private final List<String> lines = new ArrayList<>();

    /**
     * Words for one reader.
     *
     * @param tenant who is asked about, if it was a tenant
     */
    SeenWords(Decision decision, Optional<String> tenant) {
        this.decision = decision;
        this.tenant = tenant;
    }

    static Optional<Load> load(Signal signal) {
        return switch (signal) {
            case Signal.Fresh(Load load, _) -> Optional.of(load);
            case Signal.Stale(Load load, _) -> Optional.of(load);
            case Signal.Missing _ -> Optional.empty();
        };
    }

    List<String> lines() {
        switch (decision.seen().signal()) {
            case Signal.Fresh(Load load, Duration age) -> {
                boolean isNew = age.compareTo(NEW) < 0;
                numbers(
                        load,
                        isNew ? "" : " These numbers were %s old.".formatted(Words.duration(age)));
            }
            case Signal.Stale(Load load, Duration age) ->
                    numbers(
                            load,
                            " These numbers were %s old: too old to act upon."
                                    .formatted(Words.duration(age)));
            case Signal.Missing _ ->
                    lines.add("The queue's numbers were never read since the controller started.");
        }
        workers(decision.seen().fleet());
        return List.copyOf(lines);
    }

    private void numbers(Load load, String judgement) {
        lines.add(
                "%s waiting, %d in flight.%s"
                        .formatted(
                                Words.count(load.waiting(), "request"),
                                load.inFlight(),
                                judgement));
        load.latency()
                .ifPresent(
                        latency ->
                                lines.add(
                                        "Answers took %s in the mean; 95 of 100 at most %s."
                                                .formatted(
                                                        Words.duration(latency.mean()),
                                                        Words.duration(latency.p95()))));
        Optional<TenantLoad> told =
                tenant.isEmpty()
                        ? mostWaiting(load)
                        : load.tenants().stream()
                                .filter(each -> tenant.filter(each.tenant()::equals).isPresent())
                                .findFirst();
        told.ifPresent(this::tenant);
        if (told.isEmpty()) {
            tenant.ifPresent(name -> lines.add("Tenant %s was not among them.".formatted(name)));
        }
    }

    private static Optional<TenantLoad> mostWaiting(Load load) {
        return load.tenants().stream()
                .filter(tenant -> tenant.waiting() > 0)
                .max(Comparator.comparingLong(TenantLoad::waiting));
    }

    private void tenant(TenantLoad load) {
        lines.add(
                "Tenant %s: %d waiting, %d in flight%s; promised within %s%s."
                        .formatted(
                                load.tenant(),
                                load.waiting(),
                                load.inFlight(),
                                load.waiting() > 0
                                        ? ", the oldest for " + Words.duration(load.oldestAge())
                                        : "",
                                Words.duration(load.deadline()),
                                load.serviceMean().isZero()
                                        ? ""
                                        : "; a request takes "
                                                + Words.duration(load.serviceMean())));
    }

    private void workers(Fleet fleet) {
        int draining = fleet.workers().size() - fleet.ready() - fleet.starting();
        int unborn = Math.max(0, fleet.desired() - fleet.ready() - fleet.starting());
        StringBuilder line = new StringBuilder();
        line.append("Workers: %d asked for; %d ready".formatted(fleet.desired(), fleet.ready()));
        append(line, fleet.starting(), "starting");
        append(line, unborn, "not begun");
        append(line, draining, "draining");
        lines.add(line.append('.').toString());
        nextReady(fleet)
                .map(at -> Duration.between(decision.at(), at))
                .ifPresent(
                        in ->
                                lines.add(
                                        "The next one is expected to be ready in %s; a start takes %s here."
                                                .formatted(
                                                        Words.duration(in),
                                                        Words.duration(
                                                                decision.seen()
                                                                        .goal()
                                                                        .startup()))));
    }

    private static void append(StringBuilder line, int count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }

    private static Optional<Instant> nextReady(Fleet fleet) {
        return fleet.workers().stream()
                .filter(worker -> worker.state() == WorkerView.State.STARTING)
                .flatMap(worker -> worker.ready().stream())
                .min(Instant::compareTo);
    }
}
