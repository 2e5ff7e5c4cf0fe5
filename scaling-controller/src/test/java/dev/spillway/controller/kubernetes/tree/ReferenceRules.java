package dev.spillway.controller.kubernetes.tree;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whatever names another object names one that is there. */
final class ReferenceRules {

    private final Tree tree;
    private final List<String> broken = new ArrayList<>();

    private ReferenceRules(Tree tree) {
        this.tree = tree;
    }

    static List<String> brokenIn(Tree tree) {
        ReferenceRules rules = new ReferenceRules(tree);
        tree.workloads().forEach(rules::checkWorkload);
        tree.all("Service").forEach(rules::checkService);
        tree.all("ServiceMonitor").forEach(rules::checkMonitor);
        tree.manifests().forEach(rules::checkRole);
        tree.manifests().forEach(rules::checkTarget);
        return rules.broken;
    }

    private void checkWorkload(Manifest workload) {
        JsonNode pod = workload.podSpec();
        pod.path("volumes")
                .forEach(
                        volume -> {
                            demand(workload, "ConfigMap", volume.at("/configMap/name"));
                            demand(workload, "Secret", volume.at("/secret/secretName"));
                            demand(
                                    workload,
                                    "PersistentVolumeClaim",
                                    volume.at("/persistentVolumeClaim/claimName"));
                        });
        demand(workload, "ServiceAccount", pod.path("serviceAccountName"));
        demand(workload, "Service", workload.at("/spec/serviceName"));
        JsonNode priority = pod.path("priorityClassName");
        if (!priority.isMissingNode() && !tree.has("PriorityClass", "", priority.asString())) {
            broken.add("%s needs PriorityClass %s".formatted(workload, priority.asString()));
        }
        for (JsonNode container : workload.containers()) {
            for (JsonNode variable : container.path("env")) {
                demand(workload, "ConfigMap", variable.at("/valueFrom/configMapKeyRef/name"));
                demand(workload, "Secret", variable.at("/valueFrom/secretKeyRef/name"));
            }
            for (JsonNode mount : container.path("volumeMounts")) {
                String volume = mount.path("name").asString();
                if (!volumesOf(workload).contains(volume)) {
                    broken.add("%s mounts no volume: %s".formatted(workload, volume));
                }
            }
        }
    }

    private static Set<String> volumesOf(Manifest workload) {
        Set<String> names =
                Manifest.items(workload.podSpec().path("volumes")).stream()
                        .map(volume -> volume.path("name").asString())
                        .collect(Collectors.toSet());
        workload.items("/spec/volumeClaimTemplates")
                .forEach(claim -> names.add(claim.at("/metadata/name").asString()));
        return names;
    }

    private void demand(Manifest owner, String kind, JsonNode name) {
        if (!name.isMissingNode() && !tree.has(kind, owner.namespace(), name.asString())) {
            broken.add("%s needs %s %s".formatted(owner, kind, name.asString()));
        }
    }

    private void checkService(Manifest service) {
        Map<String, String> selector = new TreeMap<>(service.texts("/spec/selector"));
        // The controller that leads puts it on its own pod.
        selector.remove("spillway.dev/leads");
        List<Manifest> behind = tree.workloadsWith(service.namespace(), selector);
        if (behind.size() != 1) {
            broken.add("%s has %s behind it".formatted(service, behind));
            return;
        }
        for (JsonNode port : service.items("/spec/ports")) {
            String target = port.path("targetPort").asString("");
            if (!hasPort(behind.getFirst(), target)) {
                broken.add("%s: %s has no port %s".formatted(service, behind.getFirst(), target));
            }
        }
    }

    private static boolean hasPort(Manifest workload, String name) {
        return workload.containers().stream()
                .flatMap(container -> Manifest.items(container.path("ports")).stream())
                .anyMatch(port -> port.path("name").asString("").equals(name));
    }

    private void checkMonitor(Manifest monitor) {
        if (monitor.at("/spec/namespaceSelector/any").asBoolean(false)) {
            // What it watches is made by the controller.
            return;
        }
        Map<String, String> labels = monitor.texts("/spec/selector/matchLabels");
        for (JsonNode endpoint : monitor.items("/spec/endpoints")) {
            String port = endpoint.path("port").asString("");
            if (tree.all("Service")
                    .filter(service -> service.labels().entrySet().containsAll(labels.entrySet()))
                    .noneMatch(service -> servicePorts(service).contains(port))) {
                broken.add("%s watches no Service with port %s".formatted(monitor, port));
            }
        }
    }

    private static List<String> servicePorts(Manifest service) {
        return service.items("/spec/ports").stream()
                .map(port -> port.path("name").asString(""))
                .toList();
    }

    private void checkRole(Manifest binding) {
        if (!binding.kind().endsWith("RoleBinding")) {
            return;
        }
        String kind = binding.text("/roleRef/kind");
        String home = kind.equals("Role") ? binding.namespace() : "";
        if (!tree.has(kind, home, binding.text("/roleRef/name"))) {
            broken.add("%s binds no %s".formatted(binding, kind));
        }
        for (JsonNode subject : binding.items("/subjects")) {
            if (!tree.has(
                    "ServiceAccount",
                    subject.path("namespace").asString(""),
                    subject.path("name").asString(""))) {
                broken.add("%s binds nobody: %s".formatted(binding, subject));
            }
        }
    }

    private void checkTarget(Manifest manifest) {
        for (String pointer : List.of("/spec/scaleTargetRef", "/spec/targetRef")) {
            JsonNode target = manifest.at(pointer);
            if (!target.isMissingNode()
                    && !tree.has(
                            target.path("kind").asString(""),
                            manifest.namespace(),
                            target.path("name").asString(""))) {
                broken.add("%s has no target: %s".formatted(manifest, target));
            }
        }
    }
}
