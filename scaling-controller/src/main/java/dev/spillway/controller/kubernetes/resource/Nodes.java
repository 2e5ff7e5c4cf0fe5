package dev.spillway.controller.kubernetes.resource;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** JSON values as the YAML nodes that readers take; they are on no line. */
final class Nodes {

    private static final Mark NO_LINE = new Mark("", 0, -1, 0, new int[0], 0);

    private Nodes() {}

    static Node of(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    new MappingNode(
                            Tag.MAP,
                            true,
                            map.entrySet().stream()
                                    .map(
                                            field ->
                                                    new NodeTuple(
                                                            scalar(
                                                                    Tag.STR,
                                                                    String.valueOf(field.getKey())),
                                                            ofNullable(field)))
                                    .toList(),
                            NO_LINE,
                            NO_LINE,
                            FlowStyle.BLOCK);
            case List<?> list ->
                    new SequenceNode(
                            Tag.SEQ,
                            true,
                            list.stream().map(Nodes::of).toList(),
                            NO_LINE,
                            NO_LINE,
                            FlowStyle.BLOCK);
            case Boolean flag -> scalar(Tag.BOOL, flag.toString());
            case Double number -> scalar(Tag.FLOAT, plain(BigDecimal.valueOf(number)));
            case BigDecimal number -> scalar(Tag.FLOAT, plain(number));
            case Number whole -> scalar(Tag.INT, whole.toString());
            default -> scalar(Tag.STR, value.toString());
        };
    }

    private static Node ofNullable(Map.Entry<?, ?> field) {
        return field.getValue() == null ? scalar(Tag.NULL, "null") : of(field.getValue());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, NO_LINE, NO_LINE, ScalarStyle.PLAIN);
    }
}
