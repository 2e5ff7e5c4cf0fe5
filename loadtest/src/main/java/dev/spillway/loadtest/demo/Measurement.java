package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.gatling.Settings;
import dev.spillway.loadtest.platform.MeasuredPlatform;
import dev.spillway.loadtest.report.Machine;
import dev.spillway.loadtest.report.RunFacts;
import dev.spillway.loadtest.report.RunReport;
import dev.spillway.loadtest.report.TerminalReport;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.verdict.Check;
import dev.spillway.loadtest.verdict.Evidence;
import dev.spillway.loadtest.verdict.Judge;
import dev.spillway.loadtest.verdict.Result;
import dev.spillway.loadtest.verdict.Thresholds;
import dev.spillway.loadtest.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A scenario against a platform that is up, from the first request to the report. Results are exit
 * codes.
 *
 * @param folder where the report and its evidence go
 */
record Measurement(
        MeasuredPlatform platform,
        Measured measured,
        Settings load,
        Thresholds thresholds,
        Path folder,
        Screen screen,
        PrintStream out,
        InstantSource clock) {

    private static final double GIB = 1L << 30;

    int noisyNeighbour() throws IOException, InterruptedException {
        Instant began = clock.instant();
        Scenario scenario = load.scenario();
        Map<String, String> machine = Machine.facts();
        out.println(
                "Load: "
                        + scenario.tenants().size()
                        + " tenants; "
                        + scenario.floodingTenant()
                        + " floods at "
                        + times(load.floodFactor())
                        + "x in the spike; "
                        + scenario.totalSeconds()
                        + " s");
        LiveView view = new LiveView(out, screen, scenario);
        Evidence evidence = new DemoRun(platform, load, scenario, view, clock).run(folder);
        Verdict verdict = new Judge(thresholds).verdict(evidence);
        String memory = memory(platform.peakMemoryBytes());
        machine.put("peak memory of all processes", memory);
        RunReport.write(folder, facts(began, machine), evidence, verdict);
        out.println();
        out.println(TerminalReport.of(verdict, screen.columns()));
        out.println("Peak memory of all processes: " + memory);
        out.println("Report: " + folder.resolve("index.html"));
        return verdict.result().exitCode();
    }

    int fatFinger() throws IOException, InterruptedException {
        out.println(
                "Load: a hundred queries of "
                        + load.floodingTenant()
                        + " in five seconds, then silence");
        List<Check> checks = new FatFingerRun(platform, load, clock, out).run(folder);
        Result result = Result.worst(checks.stream().map(Check::result).toList());
        out.println();
        out.println(TerminalReport.checks(checks, screen.columns()));
        out.println();
        out.println("Verdict: " + result);
        out.println("Logs and Gatling's report: " + folder);
        return result.exitCode();
    }

    private RunFacts facts(Instant began, Map<String, String> machine) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("started", began.toString());
        settings.put(
                "flooding tenant",
                load.floodingTenant() + " at " + times(load.floodFactor()) + "x");
        settings.put("ordinary requests a second by tier", new TreeMap<>(load.rates()).toString());
        settings.putAll(measured.settings());
        return new RunFacts(
                "Noisy neighbour, " + measured.name(), began, settings, machine, measured.note());
    }

    private static String memory(OptionalLong bytes) {
        return bytes.isPresent()
                ? String.format(Locale.ROOT, "%.1f GiB", bytes.getAsLong() / GIB)
                : "not measured";
    }

    private static String times(double factor) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(factor);
    }
}
