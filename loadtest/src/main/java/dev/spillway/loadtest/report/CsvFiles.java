package dev.spillway.loadtest.report;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.TenantState;
import dev.spillway.loadtest.verdict.Evidence;
import dev.spillway.loadtest.verdict.Verdict;
import dev.spillway.loadtest.verdict.Window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The run's tables for spreadsheets: every request, every window, every look at the replicas. */
final class CsvFiles {

    private final Path folder;

    CsvFiles(Path folder) {
        this.folder = folder;
    }

    void samples(Evidence evidence) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("tenant,phase,intended,start_delay_ms,latency_ms,outcome,status,id,attempts");
        for (Sample sample : evidence.samples()) {
            lines.add(
                    line(
                            sample.tenant(),
                            sample.phase().label(),
                            sample.intended(),
                            sample.startDelay().toMillis(),
                            millis(sample.latencyMicros()),
                            sample.outcome().label(),
                            sample.status(),
                            sample.id(),
                            sample.attempts()));
        }
        Files.write(folder.resolve("samples.csv"), lines);
    }

    void windows(Verdict verdict) throws IOException {
        List<String> lines = new ArrayList<>();
        String outcomes =
                Arrays.stream(Outcome.values())
                        .map(Outcome::label)
                        .collect(Collectors.joining(","));
        lines.add(
                "start_s,phase,tenant,sent,"
                        + outcomes
                        + ",timed,p50_ms,p95_ms,p99_ms,max_ms,max_waiting,"
                        + "max_pool_waiting,max_desired,max_running,min_ready");
        for (Window window : verdict.windows()) {
            lines.add(
                    line(
                            window.startSeconds(),
                            window.phase().label(),
                            window.tenant(),
                            window.sent(),
                            Arrays.stream(Outcome.values())
                                    .map(
                                            outcome ->
                                                    Long.toString(
                                                            window.outcomes()
                                                                    .getOrDefault(outcome, 0L)))
                                    .collect(Collectors.joining(",")),
                            window.latency().count(),
                            millis(window.latency().p50Micros()),
                            millis(window.latency().p95Micros()),
                            millis(window.latency().p99Micros()),
                            millis(window.latency().maxMicros()),
                            window.maxWaiting(),
                            window.maxPoolWaiting(),
                            window.maxDesired(),
                            window.maxRunning(),
                            window.minReady()));
        }
        Files.write(folder.resolve("windows.csv"), lines);
    }

    void replicas(Evidence evidence) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "at,second,desired,running,ready,waiting,in_flight,tenant,tenant_waiting,tenant_in_flight");
        for (Snapshot look : evidence.timeline()) {
            for (TenantState tenant : look.tenants()) {
                lines.add(
                        line(
                                look.at(),
                                String.format(Locale.ROOT, "%.1f", evidence.secondsInto(look.at())),
                                look.desired(),
                                look.running(),
                                look.ready(),
                                look.waiting(),
                                look.inFlight(),
                                tenant.name(),
                                tenant.waiting(),
                                tenant.inFlight()));
            }
        }
        Files.write(folder.resolve("replicas.csv"), lines);
    }

    private static String line(Object... fields) {
        return Stream.of(fields).map(Object::toString).collect(Collectors.joining(","));
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1_000.0);
    }
}
