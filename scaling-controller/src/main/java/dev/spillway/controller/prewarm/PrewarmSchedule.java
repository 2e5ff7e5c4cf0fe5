package dev.spillway.controller.prewarm;

import java.time.Duration;
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
        return windows.stream().flatMap(window -> occurrences(window, first, last, lead));
    }

    private Stream<Occurrence> occurrences(
            Window window, LocalDate first, LocalDate last, Lead lead) {
        Duration measured = lead.before(window.floor());
        Duration early = measured.compareTo(window.leadTime()) > 0 ? measured : window.leadTime();
        return window.timing().spans(first, last).map(span -> occurrence(window, span, early));
    }

    private Occurrence occurrence(Window window, Timing.Span span, Duration early) {
        Instant readyBy = WallClock.begin(span.from(), zone);
        Instant until = WallClock.end(span.to(), zone);
        return new Occurrence(
                window.floor(),
                new Floor.Source(
                        name,
                        window.name(),
                        readyBy.minus(early),
                        readyBy,
                        until.plus(window.holdAfter())));
    }
}
