package dev.spillway.controller.kubernetes.resource.status;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A status as the API server keeps it. */
final class StatusJson {

    private static final String CONDITIONS = "conditions";

    private StatusJson() {}

    /** What we said so far; conditions that others put there are left out. */
    static ResourceStatus read(GenericKubernetesResource object) {
        Map<?, ?> status = status(object);
        return new ResourceStatus(
                number(status.get("observedGeneration")),
                status.get("replicas") == null
                        ? Optional.empty()
                        : Optional.of(
                                new ResourceStatus.Counts(
                                        (int) number(status.get("replicas")),
                                        (int) number(status.get("readyReplicas")),
                                        (int) number(status.get("desiredReplicas")))),
                conditions(status).stream().flatMap(one -> condition(one).stream()).toList());
    }

    /** A merge patch that makes it so, and leaves the conditions of others as they are. */
    static Map<String, Object> patch(GenericKubernetesResource object, ResourceStatus status) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("observedGeneration", status.observedGeneration());
        status.counts()
                .ifPresent(
                        counts -> {
                            fields.put("replicas", counts.replicas());
                            fields.put("readyReplicas", counts.readyReplicas());
                            fields.put("desiredReplicas", counts.desiredReplicas());
                        });
        if (status.counts().isEmpty() && status(object).containsKey("replicas")) {
            // In a merge patch, null takes a field away.
            List.of("replicas", "readyReplicas", "desiredReplicas")
                    .forEach(field -> fields.put(field, null));
        }
        List<Object> conditions = new ArrayList<>();
        status.conditions().forEach(one -> conditions.add(json(one)));
        conditions(status(object)).stream()
                .filter(one -> constant(Condition.Type.class, one.get("type")).isEmpty())
                .forEach(conditions::add);
        fields.put(CONDITIONS, conditions);
        return Map.of("status", fields);
    }

    private static Map<String, Object> json(Condition condition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", condition.type().name());
        fields.put("status", condition.state().name());
        fields.put("reason", condition.reason().name());
        fields.put("message", condition.message());
        fields.put("lastTransitionTime", condition.since().toString());
        fields.put("observedGeneration", condition.observedGeneration());
        return fields;
    }

    private static Map<?, ?> status(GenericKubernetesResource object) {
        return object.getAdditionalProperties().get("status") instanceof Map<?, ?> status
                ? status
                : Map.of();
    }

    private static List<Map<?, ?>> conditions(Map<?, ?> status) {
        List<Map<?, ?>> conditions = new ArrayList<>();
        if (status.get(CONDITIONS) instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> condition) {
                    conditions.add(condition);
                }
            }
        }
        return conditions;
    }

    private static Optional<Condition> condition(Map<?, ?> fields) {
        Optional<Condition.Type> type = constant(Condition.Type.class, fields.get("type"));
        Optional<Condition.State> state = constant(Condition.State.class, fields.get("status"));
        Optional<Condition.Reason> reason = constant(Condition.Reason.class, fields.get("reason"));
        Optional<Instant> since = instant(String.valueOf(fields.get("lastTransitionTime")));
        return type.isEmpty() || state.isEmpty() || reason.isEmpty() || since.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Condition(
                                type.get(),
                                state.get(),
                                reason.get(),
                                String.valueOf(fields.get("message")),
                                since.get(),
                                number(fields.get("observedGeneration"))));
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable Object name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
