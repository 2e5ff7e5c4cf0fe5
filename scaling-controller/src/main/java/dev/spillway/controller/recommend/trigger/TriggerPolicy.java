package dev.spillway.controller.recommend.trigger;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a trigger table. A row fires when its conditions held without a break for its duration, its
 * own cooldown is over, and so is the table's spacing. A sample that is missing breaks every
 * duration it matters to; a signal that is stale or missing breaks them all.
 */
public final class TriggerPolicy implements Policy<TriggerState> {

    private final TriggerTable table;

    public TriggerPolicy(TriggerTable table) {
        this.table = table;
    }

    @Override
    public String version() {
        return "trigger/1 table=" + table.name();
    }

    @Override
    public Class<TriggerState> stateType() {
        return TriggerState.class;
    }

    @Override
    public TriggerState initialState() {
        return TriggerState.INITIAL;
    }

    @Override
    public boolean pacesItself() {
        return true;
    }

    @Override
    public Advice<TriggerState> recommend(TriggerState state, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Fresh(Load load, _) -> decide(state, seen, load, now);
            case Signal.Stale _ -> hold(state, Reason.SIGNAL_STALE);
            case Signal.Missing _ -> hold(state, Reason.SIGNAL_MISSING);
        };
    }

    private static Advice<TriggerState> hold(TriggerState state, Reason reason) {
        return new Advice<>(
                new Recommendation.Hold(reason),
                new TriggerState(Map.of(), state.acted(), state.scaled(), Optional.empty()));
    }

    private Advice<TriggerState> decide(
            TriggerState state, Observation seen, Load load, Instant now) {
        Optional<RequestRate> rate = RequestRate.next(state.rate(), load, now);
        Map<Metric, Sample> samples = Samples.of(seen.fleet(), load, rate);
        Map<String, Instant> since = since(state, samples, now);
        int current = seen.fleet().desired();
        List<Trigger> ripe =
                table.triggers().stream()
                        .filter(trigger -> lasted(trigger, since, now))
                        .filter(trigger -> table.after(trigger, current) != current)
                        .toList();
        Optional<Trigger> winner =
                ripe.stream()
                        .filter(trigger -> mayAct(trigger, state, now))
                        .max(Comparator.comparingInt(trigger -> table.after(trigger, current)));
        if (winner.isEmpty()) {
            return new Advice<>(
                    new Recommendation.Replicas(
                            current,
                            ripe.isEmpty() ? Reason.NO_TRIGGER : Reason.COOLDOWN,
                            facts(ripe, samples)),
                    new TriggerState(since, state.acted(), state.scaled(), rate));
        }
        Map<String, Instant> acted = new HashMap<>(state.acted());
        acted.put(winner.get().name(), now);
        return new Advice<>(
                new Recommendation.Replicas(
                        table.after(winner.get(), current),
                        Reason.TRIGGER,
                        facts(List.of(winner.get()), samples)),
                new TriggerState(since, acted, Optional.of(now), rate));
    }

    private Map<String, Instant> since(
            TriggerState state, Map<Metric, Sample> samples, Instant now) {
        Map<String, Instant> since = new HashMap<>();
        for (Trigger trigger : table.triggers()) {
            if (trigger.holds(samples)) {
                Instant began = state.since().getOrDefault(trigger.name(), now);
                since.put(trigger.name(), began.isAfter(now) ? now : began);
            }
        }
        return since;
    }

    private static boolean lasted(Trigger trigger, Map<String, Instant> since, Instant now) {
        Instant began = since.get(trigger.name());
        return began != null && !began.plus(trigger.lasting()).isAfter(now);
    }

    private boolean mayAct(Trigger trigger, TriggerState state, Instant now) {
        return isOver(
                        Optional.ofNullable(state.acted().get(trigger.name())),
                        trigger.cooldown(),
                        now)
                && isOver(state.scaled(), table.spacing(), now);
    }

    private static boolean isOver(Optional<Instant> event, Duration pause, Instant now) {
        return event.isEmpty() || !event.get().plus(pause).isAfter(now);
    }

    /** Each measured number of a row, and its threshold. */
    private static List<Fact> facts(List<Trigger> triggers, Map<Metric, Sample> samples) {
        List<Fact> facts = new ArrayList<>();
        for (Trigger trigger : triggers) {
            for (Condition condition : trigger.conditions()) {
                String metric = words(condition.metric());
                Sample sample = samples.getOrDefault(condition.metric(), Sample.MISSING);
                if (condition.holds(samples)) {
                    boolean fromAbove = condition.side() == Condition.Side.BELOW;
                    facts.add(new Fact(metric, fromAbove ? sample.most() : sample.least()));
                    facts.add(
                            new Fact(
                                    "threshold of trigger " + trigger.name(),
                                    condition.threshold()));
                }
            }
        }
        return facts;
    }

    private static String words(Metric metric) {
        return switch (metric) {
            case CPU_RATIO -> "processor use as a ratio";
            case MEMORY_RATIO -> "memory use as a ratio";
            case P95_MILLIS -> "p95 latency in ms";
            case WAITING -> "waiting requests";
            case WAIT_SECONDS -> "wait of the oldest request in s";
            case REQUESTS_PER_SECOND -> "requests per second";
        };
    }
}
