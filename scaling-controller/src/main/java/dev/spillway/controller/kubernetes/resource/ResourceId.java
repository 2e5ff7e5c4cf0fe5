package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.yaml.Document;

import java.util.Comparator;

/**
 * A custom resource by kind and name, as in {@code Tenant/media}; tiers come before pools, pools
 * before tenants.
 */
public record ResourceId(Document.Kind kind, String name) implements Comparable<ResourceId> {

    private static final Comparator<ResourceId> ORDER =
            Comparator.comparing(ResourceId::kind).thenComparing(ResourceId::name);

    @Override
    public int compareTo(ResourceId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
