package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.timeline.Snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether a short burst made the fleet thrash: a hundred queries in five seconds, then silence, is
 * somebody's slip and not a reason to start and stop workers again and again.
 */
public final class Steadiness {

    private static final int MOST_STEPS_UP = 1;

    private Steadiness() {}

    /**
     * Counts the controller's steps from the burst until the calm is over.
     *
     * @param calm how long after the burst no worker may go
     * @param timeline in order of time
     */
    public static List<Check> checks(
            Instant burstStart, Instant burstEnd, Duration calm, List<Snapshot> timeline) {
        Instant until = burstEnd.plus(calm);
        List<Snapshot> watched =
                timeline.stream()
                        .filter(
                                look ->
                                        !look.at().isBefore(burstStart)
                                                && look.at().isBefore(until))
                        .toList();
        if (watched.size() < 2 || timeline.getLast().at().isBefore(until)) {
            return List.of(
                    new Check(
                            "watched",
                            Result.INVALID,
                            watched.size() + " looks",
                            "from the burst until " + calm.toSeconds() + " s after it"));
        }
        int ups = 0;
        int downs = 0;
        for (int i = 1; i < watched.size(); i++) {
            int step = watched.get(i).desired() - watched.get(i - 1).desired();
            if (step > 0) {
                ups++;
            } else if (step < 0) {
                downs++;
            }
        }
        return List.of(
                check("steps up", ups, MOST_STEPS_UP, "at most " + MOST_STEPS_UP),
                check("steps down", downs, 0, "0 within " + calm.toSeconds() + " s"));
    }

    /** Whether the burst was answered, every query of it. */
    public static Check allAnswered(List<Sample> samples) {
        long answered =
                samples.stream().filter(sample -> sample.outcome() == Outcome.ANSWERED).count();
        return new Check(
                "answered",
                answered == samples.size() ? Result.PASS : Result.FAIL,
                answered + " of " + samples.size(),
                "all");
    }

    private static Check check(String name, int count, int most, String limit) {
        return new Check(
                name, count <= most ? Result.PASS : Result.FAIL, Integer.toString(count), limit);
    }
}
