package dev.spillway.controller.prewarm;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pool's schedules together. The largest floor of all windows that hold wins.
 *
 * @param schedules of one pool
 */
public record Prewarm(List<PrewarmSchedule> schedules) {

    /** Days around a moment in which every window of a week comes round, zones included. */
    private static final int WEEK = 9;

    /** Where exceptions leave a week empty. */
    private static final int YEAR = 400;

    public Prewarm {
        schedules = List.copyOf(schedules);
    }

    /** The schedules of one pool. */
    public static Prewarm of(String pool, List<PrewarmSchedule> all) {
        return new Prewarm(all.stream().filter(each -> each.pool().equals(pool)).toList());
    }

    /**
     * The floor at one moment.
     *
     * @param lead how long before a window its workers have to be asked for
     * @param before the floor of the decision before: a window that began to hold goes on, also
     *     when start-ups measured since would have let it begin later
     */
    public Floor at(Instant now, Lead lead, Floor before) {
        if (schedules.isEmpty()) {
            return Floor.NONE;
        }
        List<Occurrence> near = occurrences(now, WEEK, lead, before);
        Optional<Occurrence> strongest = strongest(near, now);
        Optional<Instant> change = nextChange(near, strongest, now);
        if (change.isEmpty()) {
            change = nextChange(occurrences(now, YEAR, lead, before), strongest, now);
        }
        return new Floor(
                strongest.map(Occurrence::replicas).orElse(0),
                strongest.map(Occurrence::source),
                change);
    }

    /** The floor at one moment, knowing nothing of earlier decisions. */
    public Floor at(Instant now, Lead lead) {
        return at(now, lead, Floor.NONE);
    }

    private List<Occurrence> occurrences(Instant now, int days, Lead lead, Floor before) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return schedules.stream()
                .flatMap(schedule -> around(schedule, today, days, lead))
                .map(occurrence -> continuing(occurrence, before))
                .filter(occurrence -> occurrence.source().until().isAfter(now))
                .toList();
    }

    private static Stream<Occurrence> around(
            PrewarmSchedule schedule, LocalDate today, int days, Lead lead) {
        long reach =
                schedule.windows().stream()
                        .mapToLong(
                                window ->
                                        Math.max(
                                                window.leadTime().toDays() + 1,
                                                window.holdAfter().toDays() + 1))
                        .max()
                        .orElse(0);
        return schedule.occurrences(today.minusDays(reach + 3), today.plusDays(reach + days), lead);
    }

    private static Occurrence continuing(Occurrence occurrence, Floor before) {
        return before.setBy()
                .filter(source -> source.isTheSameAs(occurrence.source()))
                .filter(source -> source.start().isBefore(occurrence.source().start()))
                .map(
                        source ->
                                new Occurrence(
                                        occurrence.replicas(),
                                        new Floor.Source(
                                                source.schedule(),
                                                source.window(),
                                                source.start(),
                                                source.readyBy(),
                                                occurrence.source().until())))
                .orElse(occurrence);
    }

    private static Optional<Occurrence> strongest(List<Occurrence> occurrences, Instant now) {
        return occurrences.stream()
                .filter(occurrence -> occurrence.holdsAt(now))
                .min(Occurrence.STRONGEST_FIRST);
    }

    private static Optional<Instant> nextChange(
            List<Occurrence> occurrences, Optional<Occurrence> current, Instant now) {
        return occurrences.stream()
                .flatMap(each -> Stream.of(each.source().start(), each.source().until()))
                .filter(moment -> moment.isAfter(now))
                .sorted()
                .filter(moment -> !strongest(occurrences, moment).equals(current))
                .findFirst();
    }
}
