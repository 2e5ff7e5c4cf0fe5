package dev.spillway.loadtest.sample;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One finished request as the generator wrote it down: its place in the schedule and its real
 * times.
 *
 * @param offsetMillis when the schedule wanted it, counted from the start of the load
 * @param id the answer's id, empty without an answer
 * @param attempts how often it was sent, with the same idempotency key
 */
public record Recorded(
        String tenant,
        Phase phase,
        long offsetMillis,
        Instant started,
        Instant ended,
        int status,
        String id,
        int attempts) {

    /**
     * Puts the schedule on the clock. The load began when the most punctual request says it did:
     * anchoring at the first request instead would hide the time the generator itself took to get
     * going.
     */
    public static List<Sample> onTheClock(List<Recorded> recorded) {
        return recorded.stream()
                .map(Recorded::impliedStart)
                .min(Comparator.naturalOrder())
                .map(loadStart -> recorded.stream().map(r -> r.sample(loadStart)).toList())
                .orElse(List.of());
    }

    /** When the load would have begun, had this request started on time. */
    public Instant impliedStart() {
        return started.minusMillis(offsetMillis);
    }

    private Sample sample(Instant loadStart) {
        Outcome outcome = Outcome.ofStatus(status);
        return new Sample(
                tenant,
                phase,
                loadStart.plusMillis(offsetMillis),
                started,
                ended,
                outcome == Outcome.ANSWERED && id.isEmpty() ? Outcome.FAILED : outcome,
                status,
                id,
                attempts);
    }
}
