package dev.spillway.controller.doctor.finding;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.Objects;

/**
 * The object a finding is about.
 *
 * @param namespace empty for what is in none
 */
public record Subject(String kind, String namespace, String name) {

    public static Subject of(HasMetadata object) {
        return new Subject(
                object.getKind(),
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName());
    }

    /** In no namespace. */
    public static Subject clusterWide(String kind, String name) {
        return new Subject(kind, "", name);
    }

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
