package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.report.TextTable;
import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Recorded;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Stretch;
import dev.spillway.loadtest.scenario.TenantLoad;
import dev.spillway.loadtest.timeline.Snapshot;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What the run looks like right now: redrawn in place on a terminal, one line at a time elsewhere.
 */
final class LiveView {

    private static final Duration RECENT = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Screen screen;
    private final Scenario scenario;
    private int drawnLines;

    LiveView(PrintStream out, Screen screen, Scenario scenario) {
        this.out = out;
        this.screen = screen;
        this.scenario = scenario;
    }

    void show(Instant now, Instant loadStart, Snapshot look, List<Recorded> samples) {
        List<Recorded> recent =
                samples.stream()
                        .filter(sample -> sample.ended().isAfter(now.minus(RECENT)))
                        .toList();
        String head = head(Duration.between(loadStart, now).toSeconds(), look);
        // Head, titles, a line for each tenant, and the one the cursor is on.
        if (screen.holds(scenario.tenants().size() + 2)) {
            redraw(head + "\n" + table(look, recent, loadStart));
        } else {
            out.println(head + "  " + summary(look, recent, loadStart));
            out.flush();
        }
    }

    private String head(long second, Snapshot look) {
        return String.format(
                Locale.ROOT,
                "%3d/%d s  %-7s  workers %d desired, %d running, %d ready",
                second,
                scenario.totalSeconds(),
                phase(second),
                look.desired(),
                look.running(),
                look.ready());
    }

    private String phase(long second) {
        return scenario.stretches().stream()
                .filter(stretch -> second < stretch.endSeconds())
                .map(Stretch::phase)
                .findFirst()
                .map(phase -> phase.label())
                .orElse("drain");
    }

    private String summary(Snapshot look, List<Recorded> recent, Instant loadStart) {
        String flooding = scenario.floodingTenant();
        int floodWaiting = look.waiting(flooding);
        return String.format(
                Locale.ROOT,
                "waiting %s %d, others %d  p95 of 10 s %s %s, others %s",
                flooding,
                floodWaiting,
                look.waiting() - floodWaiting,
                flooding,
                p95(recent, loadStart, flooding::equals),
                p95(recent, loadStart, tenant -> !flooding.equals(tenant)));
    }

    private String table(Snapshot look, List<Recorded> recent, Instant loadStart) {
        TextTable table =
                new TextTable().row("tenant", "tier", "waiting", "p95 of 10 s", "refused");
        for (TenantLoad tenant : scenario.tenants()) {
            long refused =
                    recent.stream()
                            .filter(
                                    sample ->
                                            sample.tenant().equals(tenant.name())
                                                    && Outcome.ofStatus(sample.status())
                                                            == Outcome.REFUSED)
                            .count();
            table.row(
                    tenant.name() + (scenario.isVictim(tenant.name()) ? "" : " *"),
                    tenant.tier(),
                    Integer.toString(look.waiting(tenant.name())),
                    p95(recent, loadStart, tenant.name()::equals),
                    Long.toString(refused));
        }
        return table.toString();
    }

    private static String p95(List<Recorded> recent, Instant loadStart, Predicate<String> tenants) {
        List<Long> millis =
                new ArrayList<>(
                        recent.stream()
                                .filter(
                                        sample ->
                                                tenants.test(sample.tenant())
                                                        && Outcome.ofStatus(sample.status())
                                                                .isTimed())
                                .map(
                                        sample ->
                                                Duration.between(
                                                                loadStart.plusMillis(
                                                                        sample.offsetMillis()),
                                                                sample.ended())
                                                        .toMillis())
                                .sorted()
                                .toList());
        return millis.isEmpty()
                ? "-"
                : millis.get(Math.ceilDiv(millis.size() * 95, 100) - 1) + " ms";
    }

    private void redraw(String text) {
        StringBuilder frame = new StringBuilder();
        if (drawnLines > 0) {
            frame.append("\u001b[").append(drawnLines).append('A');
        }
        List<String> lines = text.lines().toList();
        lines.forEach(line -> frame.append("\u001b[2K").append(screen.fitting(line)).append('\n'));
        drawnLines = lines.size();
        out.print(frame);
        out.flush();
    }
}
