package dev.spillway.controller.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which workers go and how many come; pure. */
final class Fleet {

    private Fleet() {}

    /**
     * A worker as far as the choice of victims needs it.
     *
     * @param inFlight requests it holds
     */
    record Candidate(String id, int inFlight, boolean ready, Instant startedAt) {}

    /** How many to start now. */
    static int starts(int wanted, int staying, int startingNow, int mostStarting) {
        return Math.max(0, Math.min(wanted - staying, mostStarting - startingNow));
    }

    /** Who drains: those not ready first, then those with least in flight, newest first on ties. */
    static List<String> victims(int wanted, List<Candidate> staying) {
        return staying.stream()
                .sorted(
                        Comparator.comparing(Candidate::ready)
                                .thenComparingInt(Candidate::inFlight)
                                .thenComparing(Candidate::startedAt, Comparator.reverseOrder()))
                .limit(Math.max(0, staying.size() - wanted))
                .map(Candidate::id)
                .toList();
    }

    static Candidate candidate(WorkerProcess worker, Map<String, Integer> inFlight) {
        WorkerRecord identity = worker.identity();
        return new Candidate(
                identity.id(),
                inFlight.getOrDefault(identity.id(), 0),
                worker.isReady(),
                identity.startedAt());
    }

    static boolean isOverdue(Instant since, Duration limit, Instant now) {
        return since.plus(limit).isBefore(now);
    }
}
