package dev.spillway.controller.serve;

import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pause;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads an order; what is wrong gets one line: an {@link IllegalArgumentException}. */
final class OrderBody {

    private static final List<String> FIELDS = List.of("kind", "replicas", "force", "by", "reason");
    private static final int LONGEST_SHOWN = 60;

    private final JsonNode body;

    private OrderBody(JsonNode body) {
        this.body = body;
    }

    static Order read(byte[] text) {
        return new OrderBody(object(text)).order();
    }

    private static JsonNode object(byte[] text) {
        try {
            JsonNode tree = JsonMapper.shared().readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException notJson) {
            // Falls through to the same line as JSON of another kind.
        }
        throw new IllegalArgumentException(
                "the body is not a JSON object; needed is one such as {\"kind\": \"pause\", \"by\": \"amy\"}");
    }

    private Order order() {
        for (String name : body.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        "'%s' is not a field; allowed are %s"
                                .formatted(shown(name), String.join(", ", FIELDS)));
            }
        }
        Order.Kind kind = kind();
        boolean takesNumber = kind == Order.Kind.PAUSE || kind == Order.Kind.SCALE;
        for (String name : List.of("replicas", "force")) {
            if (body.has(name) && !takesNumber) {
                throw new IllegalArgumentException(
                        "%s is of no use with %s".formatted(name, kind.word()));
            }
        }
        return new Order(kind, replicas(), force(), text("by"), text("reason"));
    }

    private Order.Kind kind() {
        String word = text("kind");
        return Arrays.stream(Order.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "kind is '%s'; allowed are %s"
                                                .formatted(
                                                        shown(word),
                                                        Arrays.stream(Order.Kind.values())
                                                                .map(Order.Kind::word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private OptionalInt replicas() {
        if (!body.has("replicas")) {
            return OptionalInt.empty();
        }
        JsonNode number = body.get("replicas");
        if (!number.isInt()) {
            throw new IllegalArgumentException(
                    "replicas is '%s'; allowed are whole numbers from 0 to %d"
                            .formatted(shown(number.asString("?")), Pause.MOST_REPLICAS));
        }
        return OptionalInt.of(number.asInt());
    }

    private boolean force() {
        JsonNode force = body.path("force");
        if (!force.isMissingNode() && !force.isBoolean()) {
            throw new IllegalArgumentException(
                    "force is not a truth value; allowed are true, false");
        }
        return force.asBoolean(false);
    }

    private String text(String name) {
        JsonNode text = body.path(name);
        if (!text.isMissingNode() && !text.isString()) {
            throw new IllegalArgumentException("%s is not a text".formatted(name));
        }
        return text.asString("");
    }

    private static String shown(String value) {
        String line = value.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
