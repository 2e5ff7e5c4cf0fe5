package dev.spillway.controller.prewarm;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * When a pool needs workers, known beforehand. A schedule sets floors, never ceilings.
 *
 * @param name its name
 * @param pool whose workers
 * @param zone whose wall clock the windows go by
 * @param windows the times
 */
public record PrewarmSchedule(String name, String pool, ZoneId zone, List<Window> windows) {

    public PrewarmSchedule {
        windows = List.copyOf(windows);
    }

    /** The windows that begin on one of the days, or at any time if they happen once. */
    Stream<Occurrence> occurrences(LocalDate first, LocalDate last, Lead lead) {
        return windows.stream()
                .flatMap(
                        window ->
                                window.timing()
                                        .spans(first, last)
                                        .map(span -> occurrence(window, span, lead)));
    }

    private Occurrence occurrence(Window window, Timing.Span span, Lead lead) {
        Instant readyBy = WallClock.begin(span.from(), zone);
        Instant until = WallClock.end(span.to(), zone);
        Instant asWritten = readyBy.minus(window.leadTime());
        Instant asMeasured = readyBy.minus(lead.before(window.floor()));
        return new Occurrence(
                window.floor(),
                new Floor.Source(
                        name,
                        window.name(),
                        asWritten.isBefore(asMeasured) ? asWritten : asMeasured,
                        readyBy,
                        until.isBefore(readyBy) ? readyBy : until.plus(window.holdAfter())));
    }
}
