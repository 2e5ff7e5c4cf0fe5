package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.deadline.DeadlineState.Verdict;
import dev.spillway.controller.recommend.traffic.Minutes;
import dev.spillway.controller.recommend.traffic.TenantTrack;
import dev.spillway.controller.recommend.traffic.Watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds how many workers a pool needs, or finds that nothing has changed since that was found. */
record Judgement(
        DeadlineSettings settings,
        double load,
        Optional<Verdict> last,
        Observation seen,
        Instant now) {

    /** A verdict is good for so long, if nothing changes. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    /** A change of load that is one. */
    private static final double SAME_LOAD = 0.02;

    /** What waits is nothing if it is worked off in this part of the shortest deadline. */
    private static final double NOTHING_WAITS = 0.05;

    static Judgement of(
            DeadlineSettings settings,
            Watch watch,
            Optional<Verdict> last,
            Observation seen,
            Instant now) {
        double rates = 0;
        double work = 0;
        for (TenantTrack track : watch.tenants()) {
            rates += track.ratePerSecond();
            work += track.ratePerSecond() * track.serviceMeanSeconds();
        }
        double rate = watch.traffic().recent().ratePerSecond();
        return new Judgement(settings, rates > 0 ? rate * work / rates : 0, last, seen, now);
    }

    Verdict verdict(Load queue, Supplier<Outlook> expected) {
        return last.filter(verdict -> isGood(verdict, queue)).orElseGet(() -> find(expected));
    }

    private int workers() {
        return seen.fleet().ready() + seen.fleet().starting();
    }

    private boolean isGood(Verdict verdict, Load queue) {
        return !verdict.at().isAfter(now)
                && verdict.at().plus(GOOD_FOR).isAfter(now)
                && minuteOf(verdict.at()) == minuteOf(now)
                && verdict.workers() == workers()
                && Math.abs(load - verdict.load()) <= SAME_LOAD * verdict.load()
                && nothingWaits(queue);
    }

    private boolean nothingWaits(Load queue) {
        if (queue.waiting() == 0) {
            return true;
        }
        double work = 0;
        double deadline = Double.POSITIVE_INFINITY;
        for (TenantLoad tenant : queue.tenants()) {
            work += tenant.waiting() * (tenant.serviceMean().toNanos() / 1e9);
            deadline = Math.min(deadline, tenant.deadline().toNanos() / 1e9);
        }
        double servers = (double) seen.fleet().ready() * seen.goal().slotsPerWorker();
        return work <= NOTHING_WAITS * deadline * servers;
    }

    private Verdict find(Supplier<Outlook> expected) {
        Outlook outlook = expected.get();
        int minutes = minutesThatCount(seen.goal().startup());
        double target = settings.targetMiss();
        int need =
                Math.max(
                        outlook.least(
                                target, 0, minutes, last.map(Verdict::need).orElse(workers())),
                        outlook.leastToCatchUp());
        int safe =
                outlook.least(
                        target / 2,
                        settings.margin(),
                        minutes,
                        last.map(Verdict::safe).orElse(need));
        return new Verdict(
                now,
                load,
                workers(),
                need,
                Math.max(need, safe),
                outlook.worst(workers(), minutes));
    }

    /** Until a worker asked for now would be ready, and half a minute more. */
    private static int minutesThatCount(Duration startup) {
        long minutes = Math.ceilDiv(startup.toSeconds() + 30, Minutes.LENGTH_SECONDS);
        return Math.clamp(minutes, 1, Outlook.LAST_MINUTE);
    }

    private static long minuteOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), Minutes.LENGTH_SECONDS);
    }
}
