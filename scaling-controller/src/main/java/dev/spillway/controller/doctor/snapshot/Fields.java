package dev.spillway.controller.doctor.snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads fields of objects whose kind is not Kubernetes' own; what is not there is empty. */
public final class Fields {

    private Fields() {}

    public static Optional<String> text(GenericKubernetesResource object, String... path) {
        return at(object, path) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public static OptionalInt number(GenericKubernetesResource object, String... path) {
        return at(object, path) instanceof Number number
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }

    /** A list of mappings. */
    public static List<Map<?, ?>> maps(GenericKubernetesResource object, String... path) {
        return at(object, path) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>mapMulti(
                                (each, found) -> {
                                    if (each instanceof Map<?, ?> map) {
                                        found.accept(map);
                                    }
                                })
                        .toList()
                : List.of();
    }

    /** A mapping. */
    public static Map<?, ?> map(GenericKubernetesResource object, String... path) {
        return at(object, path) instanceof Map<?, ?> map ? map : Map.of();
    }

    static @Nullable String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    private static @Nullable Object at(GenericKubernetesResource object, String... path) {
        Object here = object.getAdditionalProperties();
        for (String name : path) {
            here = here instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return here;
    }
}
