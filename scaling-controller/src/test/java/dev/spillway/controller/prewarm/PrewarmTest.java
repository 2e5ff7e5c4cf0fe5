package dev.spillway.controller.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class PrewarmTest {

    private static final Lead AT_ONCE = new Lead(Startups.none(), Duration.ZERO, Duration.ZERO);
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    /** A gap and an overlap in three zones, and one zone that has neither. */
    @ParameterizedTest(name = "{0} {1} {2}-{3}")
    @CsvSource(
            textBlock =
                    """
                    # zone,             date,       from,  to,    ready by,             until
                    Europe/Berlin,      2026-03-28, 09:00, 18:00, 2026-03-28T08:00:00Z, 2026-03-28T17:00:00Z
                    Europe/Berlin,      2026-03-29, 09:00, 18:00, 2026-03-29T07:00:00Z, 2026-03-29T16:00:00Z
                    Europe/Berlin,      2026-03-28, 22:00, 06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z
                    Europe/Berlin,      2026-03-29, 02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z
                    Europe/Berlin,      2026-03-29, 01:00, 02:30, 2026-03-29T00:00:00Z, 2026-03-29T01:30:00Z
                    Europe/Berlin,      2026-03-29, 02:15, 02:45, 2026-03-29T01:00:00Z, 2026-03-29T01:45:00Z
                    Europe/Berlin,      2026-10-25, 02:30, 04:00, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z
                    Europe/Berlin,      2026-10-25, 01:00, 02:30, 2026-10-24T23:00:00Z, 2026-10-25T01:30:00Z
                    Europe/Berlin,      2026-10-25, 02:15, 02:45, 2026-10-25T00:15:00Z, 2026-10-25T01:45:00Z
                    Europe/Berlin,      2026-10-24, 22:00, 06:00, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z
                    America/New_York,   2026-03-08, 02:30, 05:00, 2026-03-08T07:00:00Z, 2026-03-08T09:00:00Z
                    America/New_York,   2026-03-08, 09:00, 17:00, 2026-03-08T13:00:00Z, 2026-03-08T21:00:00Z
                    America/New_York,   2026-11-01, 01:30, 03:00, 2026-11-01T05:30:00Z, 2026-11-01T08:00:00Z
                    America/New_York,   2026-11-01, 00:30, 01:30, 2026-11-01T04:30:00Z, 2026-11-01T06:30:00Z
                    Australia/Lord_Howe,2026-10-04, 02:15, 03:00, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z
                    Asia/Kolkata,       2026-03-29, 09:00, 18:00, 2026-03-29T03:30:00Z, 2026-03-29T12:30:00Z
                    Asia/Kolkata,       2026-10-25, 22:00, 06:00, 2026-10-25T16:30:00Z, 2026-10-26T00:30:00Z
                    UTC,                2026-01-31, 00:00, 00:00, 2026-01-31T00:00:00Z, 2026-02-01T00:00:00Z
                    """)
    void windowsGoByTheWallClock(
            String zone, LocalDate date, LocalTime from, LocalTime to, Instant ready, Instant end) {
        Prewarm prewarm =
                prewarm(
                        zone,
                        window(
                                "w",
                                new Timing.Recurring(Set.of(), Set.of(date), Set.of(), from, to),
                                6));

        assertThat(prewarm.at(ready.minusMillis(1), AT_ONCE).replicas()).isZero();
        assertThat(prewarm.at(ready.minusMillis(1), AT_ONCE).nextChange()).contains(ready);
        assertThat(prewarm.at(ready, AT_ONCE).replicas()).isEqualTo(6);
        assertThat(prewarm.at(ready, AT_ONCE).nextChange()).contains(end);
        assertThat(prewarm.at(end.minusMillis(1), AT_ONCE).replicas()).isEqualTo(6);
        assertThat(prewarm.at(end, AT_ONCE)).isEqualTo(Floor.NONE);
    }

    @Test
    void startsEarlierByWhatStartingTakes() {
        Lead lead = new Lead(Startups.none(), Duration.ofSeconds(75), Duration.ofSeconds(5));
        Prewarm prewarm = prewarm("Europe/Berlin", window("office", weekdays("09:00", "18:00"), 8));
        Instant monday = Instant.parse("2026-01-05T08:00:00Z");

        Floor floor = prewarm.at(monday.minusSeconds(80), lead);

        assertThat(prewarm.at(monday.minusSeconds(81), lead).replicas()).isZero();
        assertThat(floor.replicas()).isEqualTo(8);
        assertThat(floor.setBy())
                .contains(
                        new Floor.Source(
                                "s",
                                "office",
                                monday.minusSeconds(80),
                                monday,
                                Instant.parse("2026-01-05T17:00:00Z")));
    }

    @Test
    void theWeekendIsNoWorkingDay() {
        Prewarm prewarm = prewarm("Europe/Berlin", window("office", weekdays("09:00", "18:00"), 8));

        Floor friday = prewarm.at(Instant.parse("2026-01-09T17:00:00Z"), AT_ONCE);

        assertThat(friday.replicas()).isZero();
        assertThat(friday.nextChange()).contains(Instant.parse("2026-01-12T08:00:00Z"));
    }

    @Test
    void ofTwoWindowsTheLargerFloorWins() {
        Prewarm prewarm =
                prewarm(
                        "UTC",
                        window("day", daily("08:00", "20:00"), 4),
                        window("lunch", daily("11:00", "14:00"), 9),
                        window("tea", daily("13:00", "15:00"), 6));

        assertThat(floors(prewarm, "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"))
                .containsExactly(
                        "00:00 0",
                        "08:00 4 day",
                        "11:00 9 lunch",
                        "14:00 6 tea",
                        "15:00 4 day",
                        "20:00 0");
    }

    @Test
    void aWindowOfLastNightStillHoldsAfterMidnightOnADayWithoutOne() {
        LocalDate friday = LocalDate.parse("2026-05-01");
        Timing nights =
                new Timing.Recurring(
                        EnumSet.of(DayOfWeek.FRIDAY),
                        Set.of(),
                        Set.of(friday.plusDays(7)),
                        LocalTime.of(22, 0),
                        LocalTime.of(2, 0));
        Prewarm prewarm = prewarm("UTC", window("night", nights, 3));

        assertThat(prewarm.at(Instant.parse("2026-05-02T01:59:59Z"), AT_ONCE).replicas())
                .isEqualTo(3);
        assertThat(prewarm.at(Instant.parse("2026-05-02T02:00:00Z"), AT_ONCE).nextChange())
                .as("the Friday after is excepted")
                .contains(Instant.parse("2026-05-15T22:00:00Z"));
    }

    @Test
    void aHolidayBeginsNoWindowButEndsNoneEither() {
        Timing nights =
                new Timing.Recurring(
                        EVERY_DAY,
                        Set.of(),
                        Set.of(LocalDate.parse("2026-12-25")),
                        LocalTime.of(22, 0),
                        LocalTime.of(2, 0));
        Prewarm prewarm = prewarm("UTC", window("night", nights, 3));

        assertThat(prewarm.at(Instant.parse("2026-12-25T01:00:00Z"), AT_ONCE).replicas())
                .isEqualTo(3);
        assertThat(prewarm.at(Instant.parse("2026-12-25T23:00:00Z"), AT_ONCE).replicas()).isZero();
        assertThat(prewarm.at(Instant.parse("2026-12-26T23:00:00Z"), AT_ONCE).replicas())
                .isEqualTo(3);
    }

    /** Twice the capacity, half an hour before, kept for 15 to 30 minutes. */
    @Test
    void anExpectedLoadIsMetAsTheRunbookSays() {
        Preset preset = Preset.EXPECTED_LOAD;
        Timing launch =
                new Timing.Once(
                        LocalDateTime.parse("2026-06-01T12:00"),
                        LocalDateTime.parse("2026-06-01T13:00"));
        Prewarm prewarm =
                prewarm(
                        "UTC",
                        new Window(
                                "launch",
                                launch,
                                5,
                                preset.factor(),
                                preset.leadTime(),
                                preset.holdAfter()));

        assertThat(floors(prewarm, "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z"))
                .containsExactly("00:00 0", "11:30 10 launch", "13:30 0");
    }

    @Test
    void aSaleIsPreparedAWeekBefore() {
        Preset preset = Preset.ONE_WEEK_AHEAD;
        Timing sale =
                new Timing.Once(
                        LocalDateTime.parse("2026-11-27T00:00"),
                        LocalDateTime.parse("2026-11-29T00:00"));
        Prewarm prewarm =
                prewarm(
                        "Asia/Kolkata",
                        new Window(
                                "sale",
                                sale,
                                30,
                                preset.factor(),
                                preset.leadTime(),
                                preset.holdAfter()));

        Instant start = Instant.parse("2026-11-19T18:30:00Z");
        assertThat(prewarm.at(start.minusSeconds(1), AT_ONCE).nextChange()).contains(start);
        assertThat(prewarm.at(start, AT_ONCE).replicas()).isEqualTo(30);
        assertThat(prewarm.at(start.minus(Duration.ofDays(100)), AT_ONCE).nextChange())
                .contains(start);
        assertThat(prewarm.at(start, AT_ONCE).nextChange())
                .contains(Instant.parse("2026-11-28T19:30:00Z"));
    }

    @Test
    void aFloorThatHoldsDoesNotFlickerWhenStartsGetFaster() {
        Prewarm prewarm = prewarm("UTC", window("day", daily("08:00", "20:00"), 4));
        Lead slow = new Lead(Startups.none(), Duration.ofSeconds(100), Duration.ZERO);
        Lead fast = new Lead(Startups.none(), Duration.ofSeconds(20), Duration.ZERO);
        Instant start = Instant.parse("2026-05-01T07:58:20Z");

        Floor first = prewarm.at(start, slow, Floor.NONE);
        Floor later = prewarm.at(start.plusSeconds(10), fast, first);

        assertThat(first.replicas()).isEqualTo(4);
        assertThat(later).isEqualTo(first);
        assertThat(prewarm.at(start.plusSeconds(10), fast).replicas()).isZero();
    }

    @Test
    void schedulesOfOtherPoolsDoNotCount() {
        PrewarmSchedule other =
                new PrewarmSchedule(
                        "s",
                        "other",
                        ZoneId.of("UTC"),
                        List.of(window("day", daily("00:00", "00:00"), 4)));

        assertThat(Prewarm.of("mine", List.of(other)).at(Instant.EPOCH, AT_ONCE))
                .isEqualTo(Floor.NONE);
        assertThat(Prewarm.of("other", List.of(other)).at(Instant.EPOCH, AT_ONCE).replicas())
                .isEqualTo(4);
    }

    /** The floor and its window at every change of a stretch of time, by the clock of UTC. */
    private static List<String> floors(Prewarm prewarm, String from, String to) {
        List<String> seen = new java.util.ArrayList<>();
        Optional<Instant> at = Optional.of(Instant.parse(from));
        while (at.isPresent() && at.get().isBefore(Instant.parse(to))) {
            Floor floor = prewarm.at(at.get(), AT_ONCE);
            seen.add(
                    "%s %d%s"
                            .formatted(
                                    at.get().toString().substring(11, 16),
                                    floor.replicas(),
                                    floor.setBy().map(source -> " " + source.window()).orElse("")));
            at = floor.nextChange();
        }
        return seen;
    }

    private static Prewarm prewarm(String zone, Window... windows) {
        return new Prewarm(
                List.of(new PrewarmSchedule("s", "pool", ZoneId.of(zone), List.of(windows))));
    }

    private static Window window(String name, Timing timing, int workers) {
        return new Window(name, timing, workers, 1, Duration.ZERO, Duration.ZERO);
    }

    private static Timing daily(String from, String to) {
        return new Timing.Recurring(
                EVERY_DAY, Set.of(), Set.of(), LocalTime.parse(from), LocalTime.parse(to));
    }

    private static Timing weekdays(String from, String to) {
        return new Timing.Recurring(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                Set.of(),
                Set.of(),
                LocalTime.parse(from),
                LocalTime.parse(to));
    }
}
