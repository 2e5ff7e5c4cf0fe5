package dev.spillway.controller.kubernetes.inspect;

import java.util.Set;

/** Which namespaces are looked at. */
public sealed interface Scope {

    /** One. */
    record One(String namespace) implements Scope {}

    /** All but those of Kubernetes itself. */
    record AllButKubernetes() implements Scope {}

    /** All. */
    record All() implements Scope {}

    /** The namespace to ask for; empty for all. */
    default String namespace() {
        return switch (this) {
            case One(String namespace) -> namespace;
            case AllButKubernetes _, All _ -> "";
        };
    }

    default boolean includes(String namespace) {
        return switch (this) {
            case One(String one) -> one.equals(namespace);
            case AllButKubernetes _ ->
                    !Set.of("kube-system", "kube-public", "kube-node-lease").contains(namespace);
            case All _ -> true;
        };
    }

    /** In words. */
    default String words() {
        return switch (this) {
            case One(String namespace) -> "namespace " + namespace;
            case AllButKubernetes _ -> "all namespaces but kube-system";
            case All _ -> "all namespaces";
        };
    }
}
