package dev.spillway.controller.recommend.hpa.selector;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One condition on a label.
 *
 * @param key of the label
 * @param operator what is asked of it
 * @param values to compare with; none for EXISTS and DOES_NOT_EXIST
 */
record Requirement(String key, Operator operator, Set<String> values) {

    enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    Requirement {
        values = Set.copyOf(values);
    }

    boolean matches(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (operator) {
            case IN -> value != null && values.contains(value);
            case NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GREATER_THAN -> value != null && compare(value) > 0;
            case LESS_THAN -> value != null && compare(value) < 0;
        };
    }

    /** Zero, which is neither greater nor less, when either is no number. */
    private int compare(String value) {
        OptionalLong left = number(value);
        OptionalLong right = number(values.iterator().next());
        return left.isPresent() && right.isPresent()
                ? Long.compare(left.getAsLong(), right.getAsLong())
                : 0;
    }

    static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
