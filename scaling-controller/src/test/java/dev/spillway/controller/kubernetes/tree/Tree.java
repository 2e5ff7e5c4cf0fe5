package dev.spillway.controller.kubernetes.tree;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.List;
import java.util.stream.Stream;

/** Everything that one kustomization renders to. */
record Tree(List<Manifest> manifests) {

    private static final YAMLMapper YAML = new YAMLMapper();

    Tree {
        manifests = List.copyOf(manifests);
    }

    static Tree of(String documents) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(documents)) {
            return new Tree(values.readAll().stream().map(Manifest::new).toList());
        }
    }

    Stream<Manifest> all(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    Stream<Manifest> workloads() {
        return manifests.stream().filter(Manifest::isWorkload);
    }

    boolean has(String kind, String namespace, String name) {
        return manifests.stream().anyMatch(manifest -> manifest.is(kind, namespace, name));
    }

    /** The workloads whose pods carry all of some labels. */
    List<Manifest> workloadsWith(String namespace, java.util.Map<String, String> labels) {
        return workloads()
                .filter(workload -> workload.namespace().equals(namespace))
                .filter(
                        workload ->
                                workload.podTemplate()
                                        .labels()
                                        .entrySet()
                                        .containsAll(labels.entrySet()))
                .toList();
    }

    /** What changes a workload's number of replicas. */
    List<Manifest> scalersOf(Manifest workload) {
        return manifests.stream()
                .filter(
                        manifest ->
                                List.of("HorizontalPodAutoscaler", "ScaledObject")
                                        .contains(manifest.kind()))
                .filter(scaler -> scaler.namespace().equals(workload.namespace()))
                .filter(scaler -> scaler.text("/spec/scaleTargetRef/kind").equals(workload.kind()))
                .filter(scaler -> scaler.text("/spec/scaleTargetRef/name").equals(workload.name()))
                .toList();
    }
}
