package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.prewarm.Preset;
import dev.spillway.controller.prewarm.Timing;
import dev.spillway.controller.prewarm.Window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the windows of one schedule. */
final class WindowReader {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final List<String> DAYS = Values.names(DayOfWeek.class);
    private static final List<String> PRESETS = Preset.ALL.stream().map(Preset::name).toList();

    private final Optional<Pool> pool;
    private final Map<String, Set<LocalDate>> calendars;
    private final Set<LocalDate> except;

    WindowReader(
            Optional<Pool> pool, Map<String, Set<LocalDate>> calendars, Set<LocalDate> except) {
        this.pool = pool;
        this.calendars = calendars;
        this.except = except;
    }

    Optional<Window> recurring(Fields fields) {
        fields.require("name", "readyBy", "until");
        Set<LocalDate> dates = named(fields, "on");
        Set<LocalDate> without = named(fields, "except");
        without.addAll(except);
        Set<DayOfWeek> days = days(fields);
        Optional<LocalTime> from = fields.parsed("readyBy", Notation.TIME);
        Optional<LocalTime> to = fields.parsed("until", Notation.TIME_OR_24);
        if (from.isPresent() && from.equals(to) && !from.get().equals(LocalTime.MIDNIGHT)) {
            fields.refuse(
                    "until",
                    "is '%s', which is readyBy too; a whole day is from 00:00 until 24:00"
                            .formatted(to.get()));
        }
        return window(
                fields,
                from.flatMap(
                        begin ->
                                to.map(
                                        end ->
                                                new Timing.Recurring(
                                                        days, dates, without, begin, end))));
    }

    Optional<Window> once(Fields fields) {
        fields.require("name", "readyBy", "until");
        Optional<LocalDateTime> from = fields.parsed("readyBy", Notation.MOMENT);
        Optional<LocalDateTime> to = fields.parsed("until", Notation.MOMENT);
        if (from.isPresent() && to.isPresent() && !to.get().isAfter(from.get())) {
            fields.refuse(
                    "until",
                    "is '%s'; it must be after readyBy, which is %s"
                            .formatted(to.get(), from.get()));
            to = Optional.empty();
        }
        Optional<LocalDateTime> end = to;
        return window(fields, from.flatMap(begin -> end.map(last -> new Timing.Once(begin, last))));
    }

    private Optional<Window> window(Fields fields, Optional<? extends Timing> timing) {
        Optional<String> name = fields.name("name", Document.NAME, Document.NAME_ALLOWED);
        Preset preset = preset(fields);
        double factor = fields.number("factor", 1, 100).orElse(preset.factor());
        Optional<Integer> workers = fields.integer("workers", 1, TierReader.MOST_REPLICAS);
        Duration lead =
                fields.duration("leadTime", Duration.ZERO, LONGEST).orElse(preset.leadTime());
        Duration hold =
                fields.duration("holdAfter", Duration.ZERO, LONGEST).orElse(preset.holdAfter());
        if (!fields.has("workers") && factor == 1) {
            fields.refuse(
                    "workers", "is missing; only a factor can do without, of the pool's minimum");
        }
        fields.finish();
        if (name.isEmpty() || timing.isEmpty() || (fields.has("workers") && workers.isEmpty())) {
            return Optional.empty();
        }
        int ordinary = workers.or(() -> pool.map(Pool::minReplicas)).orElse(1);
        Window window =
                new Window(name.get(), timing.get(), Math.max(1, ordinary), factor, lead, hold);
        requireRoom(fields, window);
        return Optional.of(window);
    }

    private void requireRoom(Fields fields, Window window) {
        if (pool.isPresent() && window.floor() > pool.get().maxReplicas()) {
            fields.refuse(
                    fields.has("workers") ? "workers" : "factor",
                    "makes a floor of %d; pool %s has at most %d workers"
                            .formatted(
                                    window.floor(), pool.get().name(), pool.get().maxReplicas()));
        }
    }

    private static Preset preset(Fields fields) {
        return fields.name("preset", String.join("|", PRESETS), "are " + String.join(", ", PRESETS))
                .map(name -> Preset.ALL.get(PRESETS.indexOf(name)))
                .orElse(Preset.PLAIN);
    }

    private static Set<DayOfWeek> days(Fields fields) {
        List<String> written =
                fields.names("days", String.join("|", DAYS), "are " + String.join(", ", DAYS));
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        written.forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day) + 1)));
        return fields.has("days") || fields.has("on") ? days : EnumSet.allOf(DayOfWeek.class);
    }

    private Set<LocalDate> named(Fields fields, String field) {
        Set<LocalDate> dates = new TreeSet<>();
        fields.parsedItems(
                        field,
                        "calendars",
                        new Notation<>(
                                ".+",
                                name -> Optional.ofNullable(calendars.get(name)),
                                calendars.isEmpty()
                                        ? "are names of spec.calendars, and there are none"
                                        : "are the calendars "
                                                + String.join(", ", calendars.keySet())))
                .forEach(dates::addAll);
        return dates;
    }
}
