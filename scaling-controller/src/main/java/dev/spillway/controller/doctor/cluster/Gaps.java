package dev.spillway.controller.doctor.cluster;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Gap;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import java.util.stream.Stream;

/** What nothing can be said about, because it could not be read. */
public final class Gaps {

    private Gaps() {}

    public static Stream<Finding> findings(Snapshot snapshot) {
        return snapshot.gaps().stream().map(Gaps::finding);
    }

    private static Finding finding(Gap gap) {
        String resource = gap.resource().qualified();
        String where =
                !gap.resource().namespaced()
                        ? ""
                        : gap.namespace().isEmpty()
                                ? " in all namespaces"
                                : " in namespace " + gap.namespace();
        return new Finding(
                Severity.WARNING,
                Check.ACCESS_MISSING,
                Subject.clusterWide("Resource", resource),
                switch (gap.cause()) {
                    case FORBIDDEN ->
                            "you may not list %s%s, so nothing is said about them"
                                    .formatted(resource, where);
                    case FAILED ->
                            "%s%s could not be read, so nothing is said about them: %s"
                                    .formatted(resource, where, gap.message());
                },
                switch (gap.cause()) {
                    case FORBIDDEN ->
                            "Grant verb list on resource %s of apiGroup \"%s\" by a %s%s."
                                    .formatted(
                                            gap.resource().plural(),
                                            gap.resource().group(),
                                            isOfOneNamespace(gap) ? "Role there" : "ClusterRole",
                                            gap.resource().namespaced() && gap.namespace().isEmpty()
                                                    ? ", or look at one namespace with --namespace"
                                                    : "");
                    case FAILED -> "Try again; if it stays so, see the API server's log.";
                });
    }

    private static boolean isOfOneNamespace(Gap gap) {
        return gap.resource().namespaced() && !gap.namespace().isEmpty();
    }
}
