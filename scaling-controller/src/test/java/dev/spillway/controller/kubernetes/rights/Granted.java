package dev.spillway.controller.kubernetes.rights;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rights that manifests give to accounts. */
public final class Granted {

    private static final Path FILE =
            Path.of(System.getProperty("spillway.root"), "k8s", "base", "rbac.yaml");
    private static final String NAMESPACE = "spillway-system";

    private Granted() {}

    /** Of the controller, by the file that every overlay starts from. */
    public static SortedSet<Right> toController() {
        try {
            return in(Files.readString(FILE), "scaling-controller");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of an account, by all bindings among some documents. */
    public static SortedSet<Right> in(String documents, String account) {
        List<JsonNode> all = documents(documents);
        SortedSet<Right> rights = new TreeSet<>();
        for (JsonNode binding : all) {
            if (items(binding.path("subjects"))
                    .anyMatch(subject -> subject.path("name").asString("").equals(account))) {
                rights.addAll(rights(role(all, binding.path("roleRef"))));
            }
        }
        return rights;
    }

    /** The names of all accounts that have rights, and of all that have none. */
    public static SortedSet<String> accounts(String documents) {
        SortedSet<String> names = new TreeSet<>();
        for (JsonNode each : documents(documents)) {
            if (each.path("kind").asString("").equals("ServiceAccount")) {
                names.add(each.at("/metadata/name").asString());
            }
            items(each.path("subjects"))
                    .forEach(subject -> names.add(subject.path("name").asString()));
        }
        return names;
    }

    private static JsonNode role(List<JsonNode> all, JsonNode reference) {
        return all.stream()
                .filter(each -> each.path("kind").equals(reference.path("kind")))
                .filter(each -> each.at("/metadata/name").equals(reference.path("name")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Right> rights(JsonNode role) {
        String namespace =
                role.path("kind").asString().equals("Role")
                        ? role.at("/metadata/namespace").asString(NAMESPACE)
                        : "";
        return items(role.path("rules"))
                .flatMap(
                        rule ->
                                texts(rule, "apiGroups")
                                        .flatMap(group -> rights(rule, group, namespace)))
                .toList();
    }

    private static Stream<Right> rights(JsonNode rule, String group, String namespace) {
        List<String> names =
                rule.has("resourceNames") ? texts(rule, "resourceNames").toList() : List.of("");
        return texts(rule, "resources")
                .flatMap(
                        resource ->
                                texts(rule, "verbs")
                                        .flatMap(
                                                verb ->
                                                        names.stream()
                                                                .map(
                                                                        name ->
                                                                                new Right(
                                                                                        group,
                                                                                        resource,
                                                                                        verb,
                                                                                        namespace,
                                                                                        name))));
    }

    private static List<JsonNode> documents(String yaml) {
        try (var values = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return values.readAll();
        }
    }

    private static Stream<String> texts(JsonNode rule, String field) {
        return items(rule.path(field)).map(JsonNode::asString);
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
