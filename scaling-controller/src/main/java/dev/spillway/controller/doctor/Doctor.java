package dev.spillway.controller.doctor;

import dev.spillway.controller.doctor.cluster.Apis;
import dev.spillway.controller.doctor.cluster.Gaps;
import dev.spillway.controller.doctor.cluster.Gpus;
import dev.spillway.controller.doctor.cluster.OwnResources;
import dev.spillway.controller.doctor.cluster.Quotas;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.scaling.HorizontalHealth;
import dev.spillway.controller.doctor.scaling.HorizontalSettings;
import dev.spillway.controller.doctor.scaling.Minimums;
import dev.spillway.controller.doctor.scaling.ScaledObjects;
import dev.spillway.controller.doctor.scaling.Verticals;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.workload.AntiAffinity;
import dev.spillway.controller.doctor.workload.Disruptions;
import dev.spillway.controller.doctor.workload.Requests;
import dev.spillway.controller.doctor.workload.Waiting;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes every check. */
public final class Doctor {

    private static final List<Function<Snapshot, Stream<Finding>>> CHECKS =
            List.of(
                    Gaps::findings,
                    Apis::missing,
                    Apis::unavailable,
                    HorizontalHealth::findings,
                    Verticals::withHorizontal,
                    HorizontalSettings::scaleDown,
                    HorizontalSettings::cpuOnly,
                    Minimums::zero,
                    Verticals::idle,
                    ScaledObjects::notReady,
                    ScaledObjects::paused,
                    Requests::missing,
                    Disruptions::unprotected,
                    Disruptions::blocking,
                    AntiAffinity::tooMany,
                    Waiting::forNode,
                    Waiting::toStart,
                    Waiting::toExist,
                    Gpus::findings,
                    Quotas::nearlyFull,
                    OwnResources::notReady);

    private Doctor() {}

    /** The gravest first, alike ones together. */
    public static List<Finding> examine(Snapshot snapshot) {
        return CHECKS.stream()
                .flatMap(check -> check.apply(snapshot))
                .sorted(
                        Comparator.comparing(Finding::severity)
                                .thenComparing(Finding::check)
                                .thenComparing(finding -> finding.subject().toString()))
                .toList();
    }
}
