package dev.spillway.controller.cli;

import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.status.Status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status as two tables: pools, then tenants. */
final class StatusTables {

    private StatusTables() {}

    static List<String> lines(Status status) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  directory version %d".formatted(status.at(), status.directoryVersion()));
        lines.add("");
        lines.addAll(pools(status).lines());
        lines.add("");
        List<String> pauses =
                status.pools().stream()
                        .flatMap(pool -> pool.pause().map(pause -> shown(pool, pause)).stream())
                        .toList();
        if (!pauses.isEmpty()) {
            lines.addAll(pauses);
            lines.add("");
        }
        List<String> shadows =
                status.pools().stream()
                        .flatMap(pool -> pool.shadow().map(shadow -> shown(pool, shadow)).stream())
                        .toList();
        if (!shadows.isEmpty()) {
            lines.addAll(shadows);
            lines.add("");
        }
        lines.addAll(tenants(status).lines());
        return lines;
    }

    private static Table pools(Status status) {
        Table table =
                new Table(
                        "POOL",
                        "FAIRNESS",
                        "POLICY",
                        "MIN",
                        "MAX",
                        "DESIRED",
                        "READY",
                        "SLOTS",
                        "WAITING",
                        "IN FLIGHT",
                        "OLDEST",
                        "LAST DECISION");
        for (Status.PoolStatus pool : status.pools()) {
            table.row(
                    pool.name(),
                    pool.fairness(),
                    pool.policy(),
                    pool.minReplicas(),
                    pool.maxReplicas(),
                    pool.desired(),
                    pool.ready(),
                    pool.slots(),
                    pool.waiting(),
                    pool.inFlight(),
                    seconds(pool.oldestAgeSeconds()),
                    pool.lastDecision().map(last -> shown(last, status.at())).orElse("none"));
        }
        return table;
    }

    private static String shown(Status.LastDecision last, Instant now) {
        return "%d to %d, %d s ago (%s%s)"
                .formatted(
                        last.from(),
                        last.to(),
                        Duration.between(last.at(), now).toSeconds(),
                        last.reason(),
                        last.bound().equals("NONE") ? "" : ", bound " + last.bound());
    }

    private static String shown(Status.PoolStatus pool, Pause pause) {
        return "Paused: %s at %d, by %s since %s%s. To scale it automatically again: spillway resume %s"
                .formatted(
                        pool.name(),
                        pause.replicas(),
                        pause.by(),
                        pause.since(),
                        pause.reason().isEmpty() ? "" : " (" + pause.reason() + ")",
                        pool.name());
    }

    private static String shown(Status.PoolStatus pool, Status.ShadowStatus shadow) {
        int more = shadow.desired() - pool.desired();
        return "In shadow on %s: %s would ask for %d now (%s). Since %s, %d of %d decisions differ; in all %s worker hours %s."
                .formatted(
                        pool.name(),
                        shadow.policy(),
                        shadow.desired(),
                        more == 0 ? "the same" : Math.abs(more) + (more > 0 ? " more" : " fewer"),
                        shadow.since(),
                        shadow.differing(),
                        shadow.decisions(),
                        String.format(
                                Locale.ROOT, "%.2f", Math.abs(shadow.workerSecondsMore()) / 3600),
                        shadow.workerSecondsMore() < 0 ? "fewer" : "more");
    }

    private static Table tenants(Status status) {
        boolean latencies =
                status.pools().stream()
                        .flatMap(pool -> pool.tenants().stream())
                        .anyMatch(tenant -> tenant.p95Seconds().isPresent());
        Table table =
                latencies
                        ? new Table(
                                "TENANT",
                                "TIER",
                                "POOL",
                                "WAITING",
                                "IN FLIGHT",
                                "OLDEST",
                                "ANSWERED",
                                "REFUSED",
                                "LOST",
                                "P95")
                        : new Table(
                                "TENANT",
                                "TIER",
                                "POOL",
                                "WAITING",
                                "IN FLIGHT",
                                "OLDEST",
                                "ANSWERED",
                                "REFUSED",
                                "LOST");
        for (Status.PoolStatus pool : status.pools()) {
            for (Status.TenantStatus tenant : pool.tenants()) {
                List<Object> cells =
                        new ArrayList<>(
                                List.of(
                                        tenant.name(),
                                        tenant.tier(),
                                        pool.name(),
                                        tenant.waiting(),
                                        tenant.inFlight(),
                                        seconds(tenant.oldestAgeSeconds()),
                                        tally(tenant, "answered"),
                                        refused(tenant),
                                        lost(tenant)));
                if (latencies) {
                    cells.add(tenant.p95Seconds().map(StatusTables::seconds).orElse("-"));
                }
                table.row(cells.toArray());
            }
        }
        return table;
    }

    private static long refused(Status.TenantStatus tenant) {
        return tenant.tallies().entrySet().stream()
                .filter(tally -> tally.getKey().startsWith("rejected_"))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
    }

    private static long lost(Status.TenantStatus tenant) {
        return tally(tenant, "failed") + tally(tenant, "expired") + tally(tenant, "dead");
    }

    private static long tally(Status.TenantStatus tenant, String name) {
        return tenant.tallies().getOrDefault(name, 0L);
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }
}
