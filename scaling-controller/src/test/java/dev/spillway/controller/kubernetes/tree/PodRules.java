package dev.spillway.controller.kubernetes.tree;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every pod is to be: harmless, of known size, and honest about its health. */
final class PodRules {

    private static final List<String> PROBES =
            List.of("startupProbe", "readinessProbe", "livenessProbe");

    private final Manifest workload;
    private final List<String> broken = new ArrayList<>();

    private PodRules(Manifest workload) {
        this.workload = workload;
    }

    static List<String> brokenIn(Tree tree) {
        return tree.workloads()
                .flatMap(workload -> new PodRules(workload).check().stream())
                .toList();
    }

    private List<String> check() {
        JsonNode pod = workload.podSpec();
        JsonNode security = pod.path("securityContext");
        demand(security.path("runAsNonRoot").asBoolean(false), "may run as root");
        demand(security.path("runAsUser").asInt(0) > 0, "names no user");
        demand(
                security.at("/seccompProfile/type").asString("").equals("RuntimeDefault"),
                "has no seccomp profile");
        demand(
                pod.has("serviceAccountName")
                        || !pod.path("automountServiceAccountToken").asBoolean(true),
                "gets a token that it does not need");
        demand(
                pod.at("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution")
                        .isMissingNode(),
                "has a hard anti-affinity: its replicas would end with the nodes");
        workload.containers().forEach(this::checkContainer);
        if (workload.serves()) {
            workload.containers().stream()
                    .filter(container -> container.has("ports"))
                    .forEach(this::checkProbes);
        }
        return broken;
    }

    private void checkContainer(JsonNode container) {
        JsonNode security = container.path("securityContext");
        demand(security.path("readOnlyRootFilesystem").asBoolean(false), "may write its root");
        demand(!security.path("allowPrivilegeEscalation").asBoolean(true), "may gain privileges");
        demand(
                Manifest.items(security.at("/capabilities/drop")).stream()
                        .anyMatch(dropped -> dropped.asString().equals("ALL")),
                "keeps capabilities");
        for (String resource : List.of("cpu", "memory")) {
            for (String bound : List.of("requests", "limits")) {
                demand(
                        container.path("resources").path(bound).has(resource),
                        "has no " + bound + " of " + resource);
            }
        }
        String image = container.path("image").asString("");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        demand(tag.contains(":") && !tag.endsWith(":latest"), "runs no named version: " + image);
    }

    private void checkProbes(JsonNode container) {
        Set<JsonNode> actions = new HashSet<>();
        for (String probe : PROBES) {
            demand(container.has(probe), "has no " + probe);
            for (String action : List.of("httpGet", "tcpSocket", "exec")) {
                if (container.path(probe).has(action)) {
                    actions.add(container.path(probe).get(action));
                }
            }
        }
        demand(actions.size() == PROBES.size(), "asks the same by two probes");
        String path = container.at("/livenessProbe/httpGet/path").asString("/livez");
        demand(path.equals("/livez"), "dies with what it depends on: liveness asks " + path);
    }

    private void demand(boolean met, String otherwise) {
        if (!met) {
            broken.add(workload + " " + otherwise);
        }
    }
}
