package dev.spillway.controller.kubernetes.tree;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One rendered object. */
record Manifest(JsonNode json) {

    String kind() {
        return text("/kind");
    }

    String type() {
        return text("/apiVersion") + " " + kind();
    }

    String namespace() {
        return text("/metadata/namespace");
    }

    String name() {
        return text("/metadata/name");
    }

    boolean is(String kind, String namespace, String name) {
        return kind().equals(kind) && namespace().equals(namespace) && name().equals(name);
    }

    /** Whether it runs pods. */
    boolean isWorkload() {
        return List.of("Deployment", "StatefulSet", "CronJob").contains(kind());
    }

    /** Whether its pods serve until they are stopped. */
    boolean serves() {
        return isWorkload() && !kind().equals("CronJob");
    }

    Manifest podTemplate() {
        return new Manifest(
                at(
                        kind().equals("CronJob")
                                ? "/spec/jobTemplate/spec/template"
                                : "/spec/template"));
    }

    JsonNode podSpec() {
        return podTemplate().at("/spec");
    }

    List<JsonNode> containers() {
        return Stream.of("containers", "initContainers")
                .flatMap(list -> items(podSpec().path(list)).stream())
                .toList();
    }

    Map<String, String> labels() {
        return texts("/metadata/labels");
    }

    JsonNode at(String pointer) {
        return json.at(JsonPointer.compile(pointer));
    }

    String text(String pointer) {
        return at(pointer).asString("");
    }

    Map<String, String> texts(String pointer) {
        return texts(at(pointer));
    }

    static Map<String, String> texts(JsonNode mapping) {
        Map<String, String> texts = new TreeMap<>();
        mapping.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }

    List<JsonNode> items(String pointer) {
        return items(at(pointer));
    }

    static List<JsonNode> items(JsonNode list) {
        return list instanceof ArrayNode array
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
