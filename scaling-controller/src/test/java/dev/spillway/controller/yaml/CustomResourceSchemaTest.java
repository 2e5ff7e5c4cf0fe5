package dev.spillway.controller.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The schemas in {@code k8s/base/crds} and the readers say the same: a field that a reader asks for
 * and the schema lacks, or the other way round, or with other values allowed, fails here.
 */
final class CustomResourceSchemaTest {

    private static final Path CRDS =
            Path.of(System.getProperty("spillway.root"), "k8s", "base", "crds");

    /** Every list has an item and every choice between forms is made, so that all is asked. */
    private static final String DOCUMENTS =
            """
            apiVersion: spillway.dev/v1alpha1
            kind: Tier
            metadata: {name: gold}
            spec: {}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: Pool
            metadata: {name: shared}
            spec: {behavior: ml}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: Tenant
            metadata: {name: media}
            spec:
              autoscaling: {behavior: ml}
              credentials: {apiKeys: [{}]}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: PrewarmSchedule
            metadata: {name: sale}
            spec: {calendars: {holidays: []}, recurring: [{}], once: [{}]}
            ---
            apiVersion: spillway.dev/v1alpha1
            kind: PriceBook
            metadata: {name: prices}
            spec: {shownIn: {}, pod: {}, spot: {}, commitments: [{}], nodes: [{}]}
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Document.Kind.class)
    void theSchemaTakesWhatTheReaderTakes(Document.Kind kind) {
        Map<String, Object> spec = mapping(properties(root(kind)).get("spec"));

        assertThat(lines("spec", shapeOf(spec)))
                .containsExactlyInAnyOrderElementsOf(lines("spec", shapeOf(read(kind).spec())));
        assertThat(root(kind)).containsEntry("required", List.of("spec"));
    }

    @ParameterizedTest
    @EnumSource(Document.Kind.class)
    void theDefinitionIsOfTheKind(Document.Kind kind) {
        Map<String, Object> definition = definition(kind);
        Map<String, Object> spec = mapping(definition.get("spec"));
        Map<String, Object> version = version(kind);

        assertThat(spec.get("group") + "/" + version.get("name")).isEqualTo(Document.API_VERSION);
        assertThat(spec).containsEntry("scope", "Cluster");
        assertThat(mapping(spec.get("names")))
                .containsEntry("kind", kind.toString())
                .containsEntry("categories", List.of("spillway"))
                .containsKey("shortNames");
        assertThat(mapping(definition.get("metadata")).get("name"))
                .isEqualTo(mapping(spec.get("names")).get("plural") + "." + spec.get("group"));
        assertThat(mapping(version.get("subresources"))).containsKey("status");
    }

    /** What the API server fills in changes nothing of what is read. */
    @Test
    void aDefaultOfTheSchemaIsTheReaders() throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml()
                .loadAll(
                        """
                        {apiVersion: spillway.dev/v1alpha1, kind: Pool, metadata: {name: shared}, spec: {}}
                        ---
                        {apiVersion: spillway.dev/v1alpha1, kind: Tenant, metadata: {name: bare}, spec: {}}
                        ---
                        {apiVersion: spillway.dev/v1alpha1, kind: Tenant, metadata: {name: sized}, spec: {autoscaling: {}}}
                        ---
                        apiVersion: spillway.dev/v1alpha1
                        kind: PrewarmSchedule
                        metadata: {name: sale}
                        spec:
                          pool: shared
                          timeZone: UTC
                          recurring: [{name: a, readyBy: '09:00', until: '10:00', workers: 2}]
                          once: [{name: b, readyBy: '2026-11-27T09:00', until: '2026-11-28T09:00', workers: 2}]
                        ---
                        apiVersion: spillway.dev/v1alpha1
                        kind: PriceBook
                        metadata: {name: prices}
                        spec: {currency: USD, pod: {price: 1, per: hour}, nodes: [{name: n, price: 1, per: hour}]}
                        """)
                .forEach(document -> documents.add(mapping(document)));
        Catalog asWritten = catalog(documents);
        long filled = documents.stream().mapToLong(this::fillIn).sum();

        assertThat(filled).isEqualTo(4 + 2 + 4 + 2 + 2);
        assertThat(catalog(documents)).isEqualTo(asWritten);
    }

    private Catalog catalog(List<Map<String, Object>> documents) throws IOException {
        Path file = folder.resolve("documents.yaml");
        Files.writeString(file, new Yaml().dumpAll(documents.iterator()));
        return ((Reading.Good) new CatalogReader(Defaults.STANDARD).read(List.of(file))).catalog();
    }

    private long fillIn(Map<String, Object> document) {
        Document.Kind kind =
                List.of(Document.Kind.values()).stream()
                        .filter(one -> one.toString().equals(document.get("kind")))
                        .findFirst()
                        .orElseThrow();
        return fillIn(document, root(kind));
    }

    /** As the API server does: in mappings that are there. */
    private static long fillIn(Object value, Map<String, Object> schema) {
        long filled = 0;
        if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
            for (Object item : list) {
                filled += fillIn(item, mapping(items));
            }
        }
        if (value instanceof Map<?, ?> && schema.containsKey("properties")) {
            Map<String, Object> fields = mapping(value);
            for (var property : properties(schema).entrySet()) {
                Map<String, Object> of = mapping(property.getValue());
                if (of.containsKey("default") && !fields.containsKey(property.getKey())) {
                    fields.put(property.getKey(), of.get("default"));
                    filled++;
                } else if (fields.containsKey(property.getKey())) {
                    filled += fillIn(fields.get(property.getKey()), of);
                }
            }
        }
        return filled;
    }

    private static Document read(Document.Kind kind) {
        Problems problems = new Problems();
        List<Document> documents = new ArrayList<>();
        new Yaml()
                .composeAll(new StringReader(DOCUMENTS))
                .forEach(node -> Document.of("f", node, problems).ifPresent(documents::add));
        var _ = new CatalogBuilder(Defaults.STANDARD).build(documents);
        return documents.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
    }

    /** One line for each thing that is said, so that a difference can be read. */
    private static List<String> lines(String path, Object said) {
        return switch (said) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .flatMap(
                                    one ->
                                            lines(path + "." + one.getKey(), one.getValue())
                                                    .stream())
                            .toList();
            case List<?> list when !list.isEmpty() ->
                    list.stream().flatMap(one -> lines(path + "[]", one).stream()).toList();
            default -> List.of(path + " = " + said);
        };
    }

    /** What a schema says, without words for people, defaults and rules between fields. */
    private static Map<String, Object> shapeOf(Map<String, Object> schema) {
        Map<String, Object> shape = new LinkedHashMap<>(schema);
        shape.keySet().removeAll(List.of("description", "default"));
        boolean isComposite = shape.containsKey("properties");
        if (isComposite) {
            shape.putIfAbsent("required", List.of());
            shape.remove("x-kubernetes-validations");
        }
        if (mapping(shape.getOrDefault("items", Map.of())).containsKey("properties")) {
            shape.keySet()
                    .removeAll(List.of("x-kubernetes-list-type", "x-kubernetes-list-map-keys"));
        }
        if (shape.containsKey("additionalProperties")) {
            shape.remove("x-kubernetes-validations");
        }
        shape.replaceAll(
                (keyword, said) ->
                        switch (keyword) {
                            case "properties" ->
                                    mapping(said).entrySet().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            Map.Entry::getKey,
                                                            field ->
                                                                    shapeOf(
                                                                            mapping(
                                                                                    field
                                                                                            .getValue()))));
                            case "items", "additionalProperties" -> shapeOf(mapping(said));
                            case "required" -> List.copyOf((List<?>) said);
                            case "minimum", "maximum" -> number(new BigDecimal(said.toString()));
                            default -> said;
                        });
        return shape;
    }

    private static Map<String, Object> shapeOf(Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.asked()
                .forEach(
                        (field, form) ->
                                properties.put(
                                        field,
                                        field.equals("behavior")
                                                ? openShape(form)
                                                : shapeOf(form)));
        return properties.keySet().equals(java.util.Set.of("holidays"))
                // The one mapping whose names are free.
                ? Map.of("type", "object", "additionalProperties", properties.get("holidays"))
                : Map.of(
                        "type",
                        "object",
                        "required",
                        List.copyOf(fields.required()),
                        "properties",
                        properties);
    }

    private static Map<String, Object> shapeOf(Form form) {
        return switch (form) {
            case Form.Present _ -> throw new AssertionError("a field is never read");
            case Form.Text _ -> Map.of("type", "string", "pattern", "\\S");
            case Form.Word(String pattern) ->
                    pattern.matches("[a-z-]+(\\|[a-z-]+)+")
                            ? words(List.of(pattern.split("\\|")))
                            : word(pattern);
            case Form.Words(List<String> names) ->
                    Map.of(
                            "type",
                            "string",
                            "pattern",
                            "^(%s)(:.*)?$".formatted(String.join("|", names)));
            case Form.Choice(List<String> names) -> words(names);
            case Form.Flag _ -> Map.of("type", "boolean");
            case Form.Whole(int least, int most) ->
                    range("integer", BigDecimal.valueOf(least), BigDecimal.valueOf(most));
            case Form.Number(BigDecimal least, BigDecimal most) -> number(least, most);
            case Form.Time(Duration least, Duration most) -> time(least, most);
            case Form.Items(Form each, boolean distinct) -> {
                Map<String, Object> shape =
                        new LinkedHashMap<>(Map.of("type", "array", "items", shapeOf(each)));
                if (distinct) {
                    shape.put("x-kubernetes-list-type", "set");
                }
                yield shape;
            }
            case Form.Pairs _ ->
                    Map.of("type", "object", "additionalProperties", Map.of("type", "string"));
            case Form.Section(Fields section) -> shapeOf(section);
            case Form.Sections(List<Fields> each) ->
                    Map.of("type", "array", "items", shapeOf(each.getFirst()));
        };
    }

    /** A word or a mapping, which a structural schema cannot tell apart: the word alone. */
    private static Map<String, Object> openShape(Form form) {
        String words = ((Form.Word) form).pattern();
        return Map.of("x-kubernetes-preserve-unknown-fields", true, "pattern", "^(" + words + ")$");
    }

    private static Map<String, Object> word(String pattern) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("type", "string");
        shape.put("pattern", pattern.contains("|") ? "^(" + pattern + ")$" : "^" + pattern + "$");
        // Rules between fields need to know how long a text can be.
        switch (pattern) {
            case String time when pattern.equals(Notation.TIME.form()) -> shape.put("maxLength", 5);
            case String moment when pattern.equals(Notation.MOMENT.form()) ->
                    shape.put("maxLength", 16);
            default -> {}
        }
        return shape;
    }

    private static Map<String, Object> words(List<String> words) {
        return Map.of("type", "string", "enum", words);
    }

    private static Map<String, Object> range(String type, BigDecimal least, BigDecimal most) {
        return Map.of("type", type, "minimum", number(least), "maximum", number(most));
    }

    /** The API server rounds a minimum down for whole numbers; a rule does not. */
    private static Map<String, Object> number(BigDecimal least, BigDecimal most) {
        Map<String, Object> shape = new LinkedHashMap<>(range("number", least, most));
        if (least.stripTrailingZeros().scale() > 0) {
            String from = least.toPlainString();
            shape.put(
                    "x-kubernetes-validations",
                    List.of(
                            Map.of(
                                    "rule",
                                    "self >= " + from,
                                    "message",
                                    "allowed are numbers from %s to %s"
                                            .formatted(
                                                    from,
                                                    most.stripTrailingZeros().toPlainString()))));
        }
        return shape;
    }

    private static BigDecimal number(BigDecimal value) {
        return value.stripTrailingZeros();
    }

    private static Map<String, Object> time(Duration least, Duration most) {
        String from = Values.plain(least);
        String to = Values.plain(most);
        return Map.of(
                "type",
                "string",
                "maxLength",
                11,
                "pattern",
                "^[0-9]{1,9}(ms|s|m|h)$",
                "x-kubernetes-validations",
                List.of(
                        Map.of(
                                "rule",
                                "duration(self) >= duration('%s') && duration(self) <= duration('%s')"
                                        .formatted(from, to),
                                "message",
                                "allowed are durations from %s to %s, such as 350ms, 15s, 5m, 1h"
                                        .formatted(from, to))));
    }

    private static Map<String, Object> definition(Document.Kind kind) {
        Path file = CRDS.resolve(kind.toString().toLowerCase(Locale.ROOT) + ".yaml");
        try {
            return mapping(new Yaml().load(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> version(Document.Kind kind) {
        List<?> versions = (List<?>) mapping(definition(kind).get("spec")).get("versions");
        return mapping(versions.getFirst());
    }

    private static Map<String, Object> root(Document.Kind kind) {
        return mapping(mapping(version(kind).get("schema")).get("openAPIV3Schema"));
    }

    private static Map<String, Object> properties(Map<String, Object> schema) {
        return mapping(schema.get("properties"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapping(Object value) {
        return (Map<String, Object>) value;
    }
}
