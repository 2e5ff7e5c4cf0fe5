package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Replay;
import dev.spillway.controller.trace.Trace;
import dev.spillway.controller.trace.TraceFiles;
import dev.spillway.controller.trace.TraceFormat;
import dev.spillway.controller.trace.WrongTraceException;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.Values;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds a tenant's part of a recorded trace. */
final class ScenarioTraces {

    private static final long SPREAD_NANOS = Duration.ofSeconds(20).toNanos();

    private final List<Path> folders;
    private final TraceFiles files = new TraceFiles();

    /**
     * Looks in some folders.
     *
     * @param folders where traces may be, the first one first
     */
    ScenarioTraces(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * Reads the field {@code trace}.
     *
     * @param index of the tenant among those that its entry stands for
     * @param of how many those are
     */
    Optional<Arrivals> read(Fields owner, int index, int of) {
        Fields fields = owner.section("trace");
        TraceFormat format = fields.oneOf("format", TraceFormat.class).orElse(TraceFormat.CSV);
        Optional<Path> file = fields.text("file").flatMap(name -> find(fields, name));
        String tenant =
                fields.text("tenant").orElse(Trace.ALL).replace("{n}", String.valueOf(index));
        double factor = fields.number("scale", 0.001, 100_000).orElse(1.0);
        boolean isSplit =
                fields.name("split", "by-row|none", "are by-row, none")
                        .filter("by-row"::equals)
                        .isPresent();
        long rotation =
                index
                        * fields.duration("rotate", Duration.ZERO, ScenarioTimes.LONGEST)
                                .orElse(Duration.ZERO)
                                .toNanos();
        long start =
                fields.duration("start", Duration.ZERO, ScenarioTimes.LONGEST)
                        .orElse(Duration.ZERO)
                        .toNanos();
        if (!fields.has("file")) {
            fields.refuse("file", "is missing");
        }
        fields.finish();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return open(fields, file.get(), format)
                .flatMap(
                        trace ->
                                switch (trace) {
                                    case Trace.Requests(var byTenant) ->
                                            choose(fields, byTenant, tenant)
                                                    .map(
                                                            rows ->
                                                                    replayed(
                                                                            isSplit
                                                                                    ? rows.part(
                                                                                            index,
                                                                                            of)
                                                                                    : rows,
                                                                            factor,
                                                                            rotation,
                                                                            start));
                                    case Trace.Counts(var byTenant) ->
                                            choose(fields, byTenant, tenant)
                                                    .map(bins -> scaled(bins, factor));
                                });
    }

    private static Arrivals replayed(Replay rows, double factor, long rotation, long start) {
        return new Arrivals.Replayed(
                rotation == 0 ? rows : rows.rotated(rotation), factor, SPREAD_NANOS, start);
    }

    private static Arrivals scaled(Rate.Bins bins, double factor) {
        return new Arrivals.Poisson(
                factor == 1
                        ? bins
                        : new Rate.Bins(
                                bins.perSecond().stream().map(rate -> rate * factor).toList(),
                                bins.binSeconds()));
    }

    private Optional<Path> find(Fields fields, String name) {
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        fields.refuse(
                "file",
                "is %s, which is not there; traces are looked for beside the scenario and in the folder that --traces or SPILLWAY_TRACES names"
                        .formatted(Values.quoted(name)));
        return Optional.empty();
    }

    private Optional<Trace> open(Fields fields, Path file, TraceFormat format) {
        try {
            return Optional.of(files.read(file, format));
        } catch (WrongTraceException e) {
            fields.refuse("file", "is '%s', and that %s".formatted(file, e.getMessage()));
            return Optional.empty();
        }
    }

    private static <T> Optional<T> choose(Fields fields, Map<String, T> byTenant, String tenant) {
        T found = byTenant.get(tenant);
        if (found == null) {
            fields.refuse(
                    "tenant",
                    byTenant.containsKey(Trace.ALL)
                            ? "is '%s', but this trace knows no tenants".formatted(tenant)
                            : "is '%s'; the trace has %s"
                                    .formatted(
                                            tenant,
                                            String.join(", ", new TreeSet<>(byTenant.keySet()))));
        }
        return Optional.ofNullable(found);
    }
}
