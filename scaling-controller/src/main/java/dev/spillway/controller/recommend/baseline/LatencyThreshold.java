package dev.spillway.controller.recommend.baseline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import java.time.Instant;
import java.util.Optional;

/**
 * Counts good and bad checks of the mean latency, and changes the number of workers when there were
 * enough of one kind in a row. The counting goes on, from zero, while the change is under way.
 */
final class LatencyThreshold {

    /** How many workers, when the rule calls for a change. */
    interface Step {

        /**
         * @param workers there are meant to be now
         * @param ratio of the mean latency to the target
         */
        double workers(int workers, double ratio);
    }

    private final LatencyRule rule;
    private final Step up;
    private final Step down;

    LatencyThreshold(LatencyRule rule, Step up, Step down) {
        this.rule = rule;
        this.up = up;
        this.down = down;
    }

    Advice<Streak> recommend(Streak streak, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Fresh(var load, _) -> {
                Optional<Latency> latency = load.latency();
                yield latency.isEmpty()
                        ? hold(streak, Reason.SIGNAL_MISSING)
                        : check(streak, latency.get(), seen.fleet().desired(), now);
            }
            case Signal.Stale _ -> hold(streak, Reason.SIGNAL_STALE);
            case Signal.Missing _ -> hold(streak, Reason.SIGNAL_MISSING);
        };
    }

    private Advice<Streak> check(Streak before, Latency latency, int workers, Instant now) {
        if (now.isBefore(before.lastCheck().plus(rule.period()))) {
            return advice(workers, Reason.LATENCY_WATCHED, latency, before, before);
        }
        boolean isBad = latency.mean().compareTo(rule.target()) > 0;
        Streak streak = isBad ? before.bad(now) : before.good(now);
        double ratio = (double) latency.mean().toNanos() / rule.target().toNanos();
        if (streak.checks() >= rule.badChecks()) {
            int more = ceil(up.workers(workers, ratio));
            return advice(more, Reason.LATENCY_ABOVE_TARGET, latency, streak, streak.over());
        }
        if (-streak.checks() >= rule.goodChecks()) {
            int fewer = ceil(down.workers(workers, ratio));
            return advice(fewer, Reason.LATENCY_BELOW_TARGET, latency, streak, streak.over());
        }
        return advice(workers, Reason.LATENCY_WATCHED, latency, streak, streak);
    }

    private static int ceil(double workers) {
        return (int) Math.max(0, Math.ceil(workers));
    }

    private Advice<Streak> advice(
            int workers, Reason reason, Latency latency, Streak streak, Streak next) {
        return new Advice<>(
                new Recommendation.Replicas(
                        workers,
                        reason,
                        new Fact("mean latency in ms", latency.mean().toNanos() / 1e6),
                        new Fact("target latency in ms", rule.target().toNanos() / 1e6),
                        new Fact("bad checks in a row", Math.max(0, streak.checks())),
                        new Fact("good checks in a row", Math.max(0, -streak.checks()))),
                next);
    }

    private static Advice<Streak> hold(Streak streak, Reason reason) {
        return new Advice<>(new Recommendation.Hold(reason), streak);
    }
}
