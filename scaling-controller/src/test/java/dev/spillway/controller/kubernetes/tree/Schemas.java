package dev.spillway.controller.kubernetes.tree;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the objects may be: Kubernetes of several releases, the CRDs of others, and our own. */
final class Schemas {

    static final List<String> RELEASES = List.of("1.33", "1.34", "1.35", "1.36");

    private static final List<String> EXTENSIONS =
            List.of(
                    "x-kubernetes-int-or-string",
                    "x-kubernetes-list-map-keys",
                    "x-kubernetes-list-type",
                    "x-kubernetes-map-type",
                    "x-kubernetes-preserve-unknown-fields",
                    "x-kubernetes-validations");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** By the name of where it comes from, then by apiVersion and kind. */
    private final Map<String, Map<String, Schema>> sources = new HashMap<>();

    private final Map<JsonNode, List<String>> checked = new HashMap<>();

    /** Reads the schemas of a folder, and those that a tree's own CRDs hold. */
    Schemas(Path folder, Tree tree) {
        for (String release : RELEASES) {
            sources.put("Kubernetes " + release, read(folder, "kubernetes-" + release + ".json"));
        }
        sources.put("the other CRDs", read(folder, "others.json"));
        Map<String, Schema> own = new HashMap<>();
        tree.all("CustomResourceDefinition").forEach(definition -> addVersions(definition, own));
        sources.put("base/crds", own);
    }

    private static Map<String, Schema> read(Path folder, String file) {
        ObjectNode whole = (ObjectNode) JSON.readTree(folder.resolve(file).toFile());
        Map<String, Schema> schemas = new HashMap<>();
        Manifest.texts(whole.get("kinds"))
                .forEach((type, name) -> schemas.put(type, definition(whole, name)));
        return schemas;
    }

    private static Schema definition(ObjectNode whole, String name) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$ref", "#/$defs/" + name);
        schema.set("$defs", whole.get("$defs"));
        return REGISTRY.getSchema(schema);
    }

    private static void addVersions(Manifest definition, Map<String, Schema> schemas) {
        for (JsonNode version : definition.items("/spec/versions")) {
            ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema").deepCopy();
            ObjectNode fields = (ObjectNode) schema.get("properties");
            fields.putObject("apiVersion").put("type", "string");
            fields.putObject("kind").put("type", "string");
            JsonNode metadata = fields.path("metadata").deepCopy();
            close(schema);
            // A CRD only adds to what Kubernetes says of metadata.
            fields.set("metadata", metadata.isObject() ? metadata : JSON.createObjectNode());
            schemas.put(
                    "%s/%s %s"
                            .formatted(
                                    definition.text("/spec/group"),
                                    version.get("name").asString(),
                                    definition.text("/spec/names/kind")),
                    REGISTRY.getSchema(schema));
        }
    }

    /** The server drops fields that it does not know; here they are mistakes. */
    private static void close(JsonNode schema) {
        boolean open = schema.has("x-kubernetes-preserve-unknown-fields");
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !open
                && object.path("type").asString("").equals("object")) {
            object.put("additionalProperties", false);
        }
        if (schema instanceof ObjectNode object) {
            // Known to API servers, of which a JSON schema is not one.
            object.remove(EXTENSIONS);
        }
        schema.forEach(Schemas::close);
    }

    /** Everything that is wrong with an object, by every source that knows its kind. */
    List<String> mistakesOf(Manifest manifest) {
        // Most combinations have most objects in common.
        return checked.computeIfAbsent(manifest.json(), _ -> check(manifest));
    }

    private List<String> check(Manifest manifest) {
        List<String> mistakes = new ArrayList<>();
        boolean known = false;
        for (Map.Entry<String, Map<String, Schema>> source : sources.entrySet()) {
            Schema schema = source.getValue().get(manifest.type());
            if (schema != null) {
                known = true;
                schema.validate(manifest.json())
                        .forEach(
                                error ->
                                        mistakes.add(
                                                "%s by %s: %s"
                                                        .formatted(
                                                                manifest, source.getKey(), error)));
            }
        }
        if (!known) {
            mistakes.add(manifest + ": no schema for " + manifest.type());
        }
        return mistakes;
    }
}
