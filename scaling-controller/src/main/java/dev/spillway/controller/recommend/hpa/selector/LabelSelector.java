package dev.spillway.controller.recommend.hpa.selector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A selector in its object form, as metrics name the series they want.
 *
 * @param matchLabels labels and the values they must have
 * @param matchExpressions further conditions
 */
public record LabelSelector(Map<String, String> matchLabels, List<Expression> matchExpressions) {

    public LabelSelector {
        matchLabels = Map.copyOf(matchLabels);
        matchExpressions = List.copyOf(matchExpressions);
    }

    /**
     * A condition.
     *
     * @param operator In, NotIn, Exists or DoesNotExist; anything else is an error of the metric
     */
    public record Expression(String key, String operator, List<String> values) {

        public Expression {
            values = List.copyOf(values);
        }

        private Optional<String> problem() {
            return switch (operator) {
                case "In", "NotIn" ->
                        values.isEmpty()
                                ? Optional.of(
                                        "values: Invalid value: []: for 'in', 'notin' operators,"
                                                + " values set can't be empty")
                                : Optional.empty();
                case "Exists", "DoesNotExist" ->
                        values.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        "values: Invalid value: %s: values set must be empty for exists and does not exist"
                                                .formatted(
                                                        values.stream()
                                                                .map(value -> '"' + value + '"')
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ",", "[", "]"))));
                default ->
                        Optional.of(
                                "\"%s\" is not a valid label selector operator"
                                        .formatted(operator));
            };
        }

        private String print() {
            return "LabelSelectorRequirement{Key:%s,Operator:%s,Values:[%s],},"
                    .formatted(key, operator, String.join(" ", values));
        }
    }

    public static LabelSelector ofLabels(Map<String, String> matchLabels) {
        return new LabelSelector(matchLabels, List.of());
    }

    /** What is wrong with it, if anything. */
    public Optional<String> problem() {
        return matchExpressions.stream().flatMap(each -> each.problem().stream()).findFirst();
    }

    /** As Go prints it in messages; an absent one is "nil". */
    public static String print(Optional<LabelSelector> selector) {
        return selector.map(LabelSelector::print).orElse("nil");
    }

    private String print() {
        String labels =
                new TreeMap<>(matchLabels)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue() + ",")
                                .collect(Collectors.joining());
        String expressions =
                matchExpressions.stream().map(Expression::print).collect(Collectors.joining());
        return "&LabelSelector{MatchLabels:map[string]string{%s},MatchExpressions:[]LabelSelectorRequirement{%s},}"
                .formatted(labels, expressions);
    }
}
