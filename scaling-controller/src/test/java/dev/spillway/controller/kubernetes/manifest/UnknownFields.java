package dev.spillway.controller.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Fields that the Kubernetes API does not have. Its model classes keep them aside instead of
 * refusing them; a cluster drops or refuses them.
 */
final class UnknownFields {

    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private UnknownFields() {}

    /** Paths of all of them in an object. */
    static List<String> of(Object object) {
        List<String> found = new ArrayList<>();
        walk(object.getClass().getSimpleName(), object, found);
        return found;
    }

    private static void walk(String path, Object value, List<String> found) {
        switch (value) {
            case null -> {}
            case Collection<?> items -> items.forEach(item -> walk(path + "[]", item, found));
            case Map<?, ?> entries ->
                    entries.forEach((key, entry) -> walk(path + "." + key, entry, found));
            case GenericKubernetesResource resource -> walk(path, resource.getMetadata(), found);
            default -> {
                if (value.getClass().getName().startsWith(MODEL) && !value.getClass().isEnum()) {
                    walkFields(path, value, found);
                }
            }
        }
    }

    private static void walkFields(String path, Object value, List<String> found) {
        for (Method method : value.getClass().getMethods()) {
            if (!method.getName().startsWith("get")
                    || method.getParameterCount() > 0
                    || !method.getDeclaringClass().getName().startsWith(MODEL)) {
                continue;
            }
            Object inner = read(method, value);
            if (!method.getName().equals("getAdditionalProperties")) {
                walk(path + "." + method.getName().substring(3), inner, found);
            } else if (inner instanceof Map<?, ?> unknown) {
                unknown.keySet().forEach(key -> found.add(path + "." + key));
            }
        }
    }

    private static Object read(Method method, Object value) {
        try {
            return method.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method + " cannot be read", e);
        }
    }
}
