package dev.spillway.controller.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one mapping. A reader asks for each field it knows; {@link #finish} refuses what is
 * left. A wrong value becomes a problem and reads as absent, so that one run finds all mistakes.
 */
public final class Fields {

    private final String file;
    private final String path;
    private final Mark start;
    private final Problems problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final SequencedMap<String, Form> known = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    private Fields(String file, String path, Mark start, Problems problems) {
        this.file = file;
        this.path = path;
        this.start = start;
        this.problems = problems;
    }

    public static Fields of(
            String file, String path, @Nullable Node node, Mark start, Problems problems) {
        Fields fields = new Fields(file, path, start, problems);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(fields::put);
        } else if (node != null && !isNull(node)) {
            problems.add(
                    file,
                    node.getStartMark(),
                    "%s is %s; a mapping of fields is needed"
                            .formatted(path.isEmpty() ? "the document" : path, Values.shown(node)));
        }
        return fields;
    }

    private void put(NodeTuple entry) {
        Mark mark = entry.getKeyNode().getStartMark();
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(file, mark, "%s has a key that is not a word".formatted(here()));
        } else if (entries.putIfAbsent(key.getValue(), entry) != null) {
            problems.add(file, mark, "%s is there twice".formatted(pathOf(key.getValue())));
        }
    }

    private String here() {
        return path.isEmpty() ? "the document" : path;
    }

    public String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** What was asked so far, in order, and how. */
    SequencedMap<String, Form> asked() {
        return Collections.unmodifiableSequencedMap(known);
    }

    /** The fields that have to be there. */
    Set<String> required() {
        return Collections.unmodifiableSet(required);
    }

    /** Refuses what has to be there and is not. */
    public void require(String... fields) {
        for (String field : fields) {
            required.add(field);
            if (!has(field)) {
                refuse(field, "is missing");
            }
        }
    }

    public boolean has(String field) {
        known.putIfAbsent(field, new Form.Present());
        NodeTuple entry = entries.get(field);
        return entry != null && !isNull(entry.getValueNode());
    }

    private Optional<Node> node(String field, Form form) {
        known.merge(field, form, (old, now) -> old instanceof Form.Present ? now : old);
        return has(field) ? Optional.of(entry(field).getValueNode()) : Optional.empty();
    }

    private NodeTuple entry(String field) {
        NodeTuple entry = entries.get(field);
        if (entry == null) {
            throw new IllegalArgumentException("no field " + field);
        }
        return entry;
    }

    /** Where a field is, or where it should be. */
    private Mark mark(String field) {
        NodeTuple entry = entries.get(field);
        return entry == null ? start : entry.getKeyNode().getStartMark();
    }

    public void refuse(String field, String message) {
        problems.add(file, mark(field), pathOf(field) + " " + message);
    }

    private <T> Optional<T> wrong(String field, Node node, String allowed) {
        refuse(field, "is %s; allowed %s".formatted(Values.shown(node), allowed));
        return Optional.empty();
    }

    public Optional<String> text(String field) {
        return node(field, new Form.Text())
                .flatMap(
                        node ->
                                node instanceof ScalarNode scalar
                                                && scalar.getTag().equals(Tag.STR)
                                                && !scalar.getValue().isBlank()
                                        ? Optional.of(scalar.getValue())
                                        : wrong(field, node, "is text (quote numbers)"));
    }

    public Optional<String> name(String field, String form, String allowed) {
        return node(field, new Form.Word(form))
                .flatMap(
                        node ->
                                node instanceof ScalarNode scalar
                                                && scalar.getTag().equals(Tag.STR)
                                                && scalar.getValue().matches(form)
                                        ? Optional.of(scalar.getValue())
                                        : wrong(field, node, allowed));
    }

    public Optional<Integer> integer(String field, int least, int most) {
        return node(field, new Form.Whole(least, most))
                .flatMap(
                        node ->
                                Values.integer(node)
                                        .filter(value -> value >= least && value <= most)
                                        .map(Long::intValue)
                                        .or(
                                                () ->
                                                        wrong(
                                                                field,
                                                                node,
                                                                "are whole numbers from %d to %d"
                                                                        .formatted(least, most))));
    }

    public Optional<Double> number(String field, double least, double most) {
        return node(field, new Form.Amount(BigDecimal.valueOf(least), BigDecimal.valueOf(most)))
                .flatMap(
                        node ->
                                Values.number(node)
                                        .filter(value -> value >= least && value <= most)
                                        .or(
                                                () ->
                                                        wrong(
                                                                field,
                                                                node,
                                                                "are numbers from %s to %s"
                                                                        .formatted(
                                                                                Values.plain(least),
                                                                                Values.plain(
                                                                                        most)))));
    }

    public Optional<Duration> duration(String field, Duration least, Duration most) {
        return node(field, new Form.Time(least, most))
                .flatMap(
                        node ->
                                Values.duration(node)
                                        .filter(value -> value.compareTo(least) >= 0)
                                        .filter(value -> value.compareTo(most) <= 0)
                                        .or(
                                                () ->
                                                        wrong(
                                                                field,
                                                                node,
                                                                "are durations from %s to %s, such as 350ms, 15s, 5m, 1h"
                                                                        .formatted(
                                                                                Values.plain(least),
                                                                                Values.plain(
                                                                                        most)))));
    }

    /** A number as it was written, for money. */
    public Optional<BigDecimal> decimal(String field, BigDecimal least, BigDecimal most) {
        return parsed(
                field,
                new Form.Amount(least, most),
                text ->
                        Values.decimal(text)
                                .filter(value -> value.compareTo(least) >= 0)
                                .filter(value -> value.compareTo(most) <= 0),
                "are numbers from %s to %s".formatted(least.toPlainString(), most.toPlainString()));
    }

    public Optional<Boolean> flag(String field) {
        return parsed(
                field,
                new Form.Flag(),
                text ->
                        switch (text) {
                            case "true" -> Optional.of(true);
                            case "false" -> Optional.of(false);
                            default -> Optional.empty();
                        },
                "are true, false");
    }

    /** A word that has another meaning than text. */
    public <T> Optional<T> parsed(String field, Notation<T> notation) {
        return parsed(field, new Form.Word(notation.form()), notation::read, notation.allowed());
    }

    private <T> Optional<T> parsed(
            String field, Form form, Function<String, Optional<T>> meaning, String allowed) {
        return node(field, form)
                .flatMap(
                        node ->
                                Optional.of(node)
                                        .filter(ScalarNode.class::isInstance)
                                        .flatMap(scalar -> meaning.apply(Values.scalar(scalar)))
                                        .or(() -> wrong(field, node, allowed)));
    }

    /** A list of such words. */
    public <T> List<T> parsedItems(String field, String what, Notation<T> notation) {
        List<T> values = new ArrayList<>();
        Form form = new Form.Items(new Form.Word(notation.form()), false);
        for (Node item : items(field, what, form)) {
            Optional<T> value = notation.read(Values.scalar(item));
            if (value.isEmpty()) {
                problems.add(
                        file,
                        item.getStartMark(),
                        "%s has %s; allowed %s"
                                .formatted(pathOf(field), Values.shown(item), notation.allowed()));
            }
            value.ifPresent(values::add);
        }
        return values;
    }

    /** The names of the fields, where they are free. */
    public List<String> keys() {
        entries.keySet().forEach(this::has);
        return List.copyOf(entries.keySet());
    }

    public <E extends Enum<E>> Optional<E> oneOf(String field, Class<E> type) {
        List<String> names = Values.names(type);
        return node(field, new Form.Choice(names))
                .flatMap(
                        node -> {
                            int index = names.indexOf(Values.scalar(node));
                            return index >= 0
                                    ? Optional.of(type.getEnumConstants()[index])
                                    : wrong(
                                            field,
                                            node,
                                            "are "
                                                    + String.join(", ", names)
                                                    + Suggestion.of(Values.scalar(node), names));
                        });
    }

    /**
     * Words that mean something elsewhere.
     *
     * @param problem what is wrong with them, if something is: {@code is 'x'; allowed are …}
     * @param names that they may begin with, for people
     */
    public Optional<String> words(
            String field, Function<String, Optional<String>> problem, List<String> names) {
        known.put(field, new Form.Words(names));
        Optional<String> words = text(field);
        Optional<String> wrong = words.flatMap(problem);
        wrong.ifPresent(message -> refuse(field, message + Suggestion.of(words.orElse(""), names)));
        return wrong.isPresent() ? Optional.empty() : words;
    }

    /** Whether a field is a mapping of its own, rather than a word. */
    public boolean isMapping(String field) {
        return has(field) && entry(field).getValueNode() instanceof MappingNode;
    }

    public Fields section(String field) {
        Fields section = under(field);
        known.merge(
                field,
                new Form.Section(section),
                (old, now) -> old instanceof Form.Present ? now : old);
        return section;
    }

    private Fields under(String field) {
        Node node = has(field) ? entry(field).getValueNode() : null;
        return of(file, pathOf(field), node, mark(field), problems);
    }

    /** Free-form pairs of words. */
    public Map<String, String> pairs(String field) {
        known.put(field, new Form.Pairs());
        Fields section = under(field);
        Map<String, String> pairs = new LinkedHashMap<>();
        section.entries.forEach(
                (key, entry) -> {
                    if (entry.getValueNode() instanceof ScalarNode scalar && !isNull(scalar)) {
                        pairs.put(key, scalar.getValue());
                    } else {
                        section.refuse(key, "is not a word; allowed is text");
                    }
                });
        return pairs;
    }

    private List<Node> items(String field, String what, Form form) {
        Optional<Node> node = node(field, form);
        if (node.isPresent() && !(node.get() instanceof SequenceNode)) {
            return this.<List<Node>>wrong(field, node.get(), "is a list of " + what)
                    .orElse(List.of());
        }
        return node.map(list -> ((SequenceNode) list).getValue()).orElse(List.of());
    }

    public List<String> names(String field, String form, String allowed) {
        List<String> names = new ArrayList<>();
        for (Node item : items(field, "names", new Form.Items(new Form.Word(form), true))) {
            String name = Values.scalar(item);
            if (!name.matches(form)) {
                problems.add(
                        file,
                        item.getStartMark(),
                        "%s has %s; allowed %s"
                                .formatted(pathOf(field), Values.shown(item), allowed));
            } else if (names.contains(name)) {
                problems.add(
                        file,
                        item.getStartMark(),
                        "%s has '%s' twice".formatted(pathOf(field), name));
            } else {
                names.add(name);
            }
        }
        return names;
    }

    public List<Fields> sections(String field) {
        List<Fields> sections = new ArrayList<>();
        List<Node> items = items(field, "mappings", new Form.Sections(sections));
        for (int i = 0; i < items.size(); i++) {
            sections.add(
                    of(
                            file,
                            "%s[%d]".formatted(pathOf(field), i),
                            items.get(i),
                            items.get(i).getStartMark(),
                            problems));
        }
        return sections;
    }

    /** Refuses every field that nobody asked for. */
    public void finish() {
        for (String field : entries.keySet()) {
            if (!known.containsKey(field)) {
                refuse(
                        field,
                        "is not a field; allowed are %s%s"
                                .formatted(
                                        String.join(", ", known.keySet()),
                                        Suggestion.of(field, known.keySet())));
            }
        }
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
