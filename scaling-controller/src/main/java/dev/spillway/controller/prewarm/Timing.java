package dev.spillway.controller.prewarm;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.stream.Stream;

/** When a window is, by the wall clock. */
public sealed interface Timing {

    /** One occurrence by the wall clock. */
    record Span(LocalDateTime from, LocalDateTime to) {}

    /** The occurrences that begin on one of the days; of what happens once, that one. */
    Stream<Span> spans(LocalDate first, LocalDate last);

    /**
     * On certain days.
     *
     * @param days of the week on which it begins
     * @param dates on which it begins too
     * @param except dates on which it does not begin
     * @param from when it begins
     * @param to when it ends; on the next day unless it is later than {@code from}
     */
    record Recurring(
            Set<DayOfWeek> days,
            Set<LocalDate> dates,
            Set<LocalDate> except,
            LocalTime from,
            LocalTime to)
            implements Timing {

        public Recurring {
            days = Set.copyOf(days);
            dates = Set.copyOf(dates);
            except = Set.copyOf(except);
        }

        @Override
        public Stream<Span> spans(LocalDate first, LocalDate last) {
            return first.datesUntil(last.plusDays(1)).filter(this::beginsOn).map(this::span);
        }

        private boolean beginsOn(LocalDate date) {
            return !except.contains(date)
                    && (days.contains(date.getDayOfWeek()) || dates.contains(date));
        }

        private Span span(LocalDate date) {
            return new Span(
                    date.atTime(from), (to.isAfter(from) ? date : date.plusDays(1)).atTime(to));
        }
    }

    /** Once. */
    record Once(LocalDateTime from, LocalDateTime to) implements Timing {

        public Once {
            if (!to.isAfter(from)) {
                throw new IllegalArgumentException(
                        "a window is from %s to %s; it must end after it begins"
                                .formatted(from, to));
            }
        }

        @Override
        public Stream<Span> spans(LocalDate first, LocalDate last) {
            return Stream.of(new Span(from, to));
        }
    }
}
