package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Window;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a PrewarmSchedule. */
final class PrewarmReader {

    private final Map<String, Pool> pools;

    PrewarmReader(Map<String, Pool> pools) {
        this.pools = pools;
    }

    /** The schedule; empty where its pool or its zone is not known. */
    Optional<PrewarmSchedule> read(Document document) {
        Fields spec = document.spec();
        spec.require("pool", "timeZone");
        Optional<Pool> pool = pool(spec);
        Optional<ZoneId> zone = spec.parsed("timeZone", Notation.ZONE);
        Set<LocalDate> except = dates(spec, "except");
        WindowReader reader = new WindowReader(pool, calendars(spec), except);
        List<Window> windows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String kind : List.of("recurring", "once")) {
            for (Fields fields : spec.sections(kind)) {
                Optional<Window> window =
                        kind.equals("once") ? reader.once(fields) : reader.recurring(fields);
                window.ifPresent(windows::add);
                if (window.isPresent() && !names.add(window.get().name())) {
                    fields.refuse(
                            "name",
                            "is '%s', and another window has it".formatted(window.get().name()));
                }
            }
        }
        if (!spec.has("recurring") && !spec.has("once")) {
            spec.refuse("recurring", "is missing, and so is once; a schedule needs a window");
        }
        spec.finish();
        return pool.isEmpty() || zone.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PrewarmSchedule(
                                document.name(), pool.get().name(), zone.get(), windows));
    }

    private Optional<Pool> pool(Fields spec) {
        Optional<String> written = spec.text("pool");
        if (written.isPresent() && !pools.containsKey(written.get())) {
            TreeSet<String> allowed = new TreeSet<>(pools.keySet());
            spec.refuse(
                    "pool",
                    "is %s; allowed are the pools %s%s"
                            .formatted(
                                    Values.quoted(written.get()),
                                    allowed.isEmpty()
                                            ? "of other documents, and there are none"
                                            : String.join(", ", allowed),
                                    Suggestion.of(written.get(), allowed)));
        }
        return written.map(pools::get);
    }

    private static Map<String, Set<LocalDate>> calendars(Fields spec) {
        Fields section = spec.section("calendars");
        Map<String, Set<LocalDate>> calendars = new LinkedHashMap<>();
        for (String name : section.keys()) {
            calendars.put(name, dates(section, name));
        }
        return calendars;
    }

    private static Set<LocalDate> dates(Fields fields, String field) {
        return new TreeSet<>(fields.parsedItems(field, "dates", Notation.DATE));
    }
}
