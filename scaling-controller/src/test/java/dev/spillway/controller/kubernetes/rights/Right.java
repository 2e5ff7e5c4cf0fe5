package dev.spillway.controller.kubernetes.rights;

import java.util.Comparator;

/**
 * One verb on one resource.
 *
 * @param apiGroup empty for the first one, which has no name
 * @param resource with its subresource: {@code deployments/scale}
 * @param namespace the only one where it holds; empty for the whole cluster
 * @param name the only object for which it holds; empty for all
 */
public record Right(String apiGroup, String resource, String verb, String namespace, String name)
        implements Comparable<Right> {

    private static final Comparator<Right> ORDER =
            Comparator.comparing(Right::apiGroup)
                    .thenComparing(Right::resource)
                    .thenComparing(Right::verb)
                    .thenComparing(Right::namespace)
                    .thenComparing(Right::name);

    public boolean covers(Call call) {
        return apiGroup.equals(call.apiGroup())
                && resource.equals(call.resource())
                && verb.equals(call.verb())
                && (namespace.isEmpty() || namespace.equals(call.namespace()))
                && (name.isEmpty() || name.equals(call.name()));
    }

    @Override
    public int compareTo(Right other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s %s%s%s%s"
                .formatted(
                        verb,
                        resource,
                        apiGroup.isEmpty() ? "" : "." + apiGroup,
                        name.isEmpty() ? "" : " " + name,
                        namespace.isEmpty() ? "" : " in " + namespace);
    }
}
