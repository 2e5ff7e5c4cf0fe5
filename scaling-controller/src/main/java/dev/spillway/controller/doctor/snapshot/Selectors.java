package dev.spillway.controller.doctor.snapshot;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Whether a label selector chooses what has some labels. */
public final class Selectors {

    private Selectors() {}

    /** No selector chooses nothing; an empty one everything. */
    public static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
        return selector != null
                && contains(selector.getMatchLabels(), labels)
                && selector.getMatchExpressions().stream()
                        .allMatch(expression -> matches(expression, labels));
    }

    /** Whether all the wanted labels are there. */
    public static boolean contains(
            @Nullable Map<String, String> wanted, Map<String, String> labels) {
        return wanted == null || labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean matches(
            LabelSelectorRequirement expression, Map<String, String> labels) {
        String value = labels.get(expression.getKey());
        return switch (expression.getOperator()) {
            case "In" -> value != null && expression.getValues().contains(value);
            case "NotIn" -> value == null || !expression.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
