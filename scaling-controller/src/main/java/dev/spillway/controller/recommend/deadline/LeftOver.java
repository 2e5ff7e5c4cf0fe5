package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.recommend.queueing.Demand;
import dev.spillway.controller.recommend.queueing.MissModel;
import dev.spillway.controller.recommend.queueing.Mix;

import java.time.Duration;
import java.time.Instant;

/**
 * What still waits when a worker asked for now becomes ready. Whatever waits now is worked off
 * meanwhile: the new worker finds what those that are there and on their way leave over. Requests
 * whose deadline passed are beyond help, so no more of a tenant's waits than came within one; the
 * rest is only in the way.
 *
 * @param mix with what can still be helped
 * @param overdueSeconds work that waits beyond that
 */
record LeftOver(Mix mix, double overdueSeconds) {

    static LeftOver atStartup(Mix present, Observation seen, Instant now) {
        double backlog = present.backlogSeconds();
        if (backlog <= 0) {
            return new LeftOver(present, 0);
        }
        double left = after(seen, now, present.load(), backlog);
        double ratio = left / backlog;
        Mix mix =
                new Mix(present.demands().stream().map(demand -> leaving(demand, ratio)).toList());
        return new LeftOver(mix, Math.max(0, left - mix.backlogSeconds()));
    }

    private static Demand leaving(Demand demand, double ratio) {
        double useful =
                Math.max(demand.service().meanSeconds(), demand.load() * demand.deadlineSeconds());
        return demand.at(demand.ratePerSecond(), Math.min(demand.backlogSeconds() * ratio, useful));
    }

    private static double after(Observation seen, Instant now, double load, double backlog) {
        Fleet fleet = seen.fleet();
        double startup = seen.goal().startup().toMillis() / 1000.0;
        double[] readyIn =
                fleet.workers().stream()
                        .filter(worker -> worker.state() == WorkerView.State.STARTING)
                        .mapToDouble(
                                worker ->
                                        worker.ready()
                                                .map(at -> secondsUntil(at, now))
                                                .orElse(startup))
                        .filter(seconds -> seconds < startup)
                        .sorted()
                        .toArray();
        double servers = fleet.ready();
        double left = backlog;
        double past = 0;
        for (double seconds : readyIn) {
            left = step(left, seconds - past, load, servers * seen.goal().slotsPerWorker());
            past = seconds;
            servers++;
        }
        return step(left, startup - past, load, servers * seen.goal().slotsPerWorker());
    }

    private static double step(double backlog, double seconds, double load, double servers) {
        return seconds <= 0 ? backlog : MissModel.backlogAfter(seconds, load, servers, backlog);
    }

    private static double secondsUntil(Instant at, Instant now) {
        return Math.max(0, Duration.between(now, at).toMillis() / 1000.0);
    }
}
