package dev.spillway.controller.kubernetes.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where things are and what they are called. */
final class NamingRules {

    private static final String PREFIX = "app.kubernetes.io/";

    /** Kinds without a namespace. */
    private static final Set<String> CLUSTER_WIDE =
            Set.of(
                    "Namespace",
                    "CustomResourceDefinition",
                    "ClusterRole",
                    "ClusterRoleBinding",
                    "PriorityClass",
                    "Tier",
                    "Pool",
                    "Tenant",
                    "PrewarmSchedule",
                    "PriceBook");

    private NamingRules() {}

    static List<String> brokenIn(Tree tree) {
        List<String> broken = new ArrayList<>();
        for (Manifest manifest : tree.manifests()) {
            labels(manifest, manifest.labels(), broken);
            if (manifest.isWorkload()) {
                labels(manifest, manifest.podTemplate().labels(), broken);
            }
            boolean inside = !manifest.namespace().isEmpty();
            if (inside == CLUSTER_WIDE.contains(manifest.kind())) {
                broken.add("%s is in namespace '%s'".formatted(manifest, manifest.namespace()));
            }
            if (inside
                    && !manifest.namespace().equals("kube-system")
                    && !tree.has("Namespace", "", manifest.namespace())) {
                broken.add("%s is in no namespace of ours".formatted(manifest));
            }
            if (manifest.kind().equals("Namespace")
                    && !manifest.labels()
                            .getOrDefault("pod-security.kubernetes.io/enforce", "")
                            .equals("restricted")) {
                broken.add(manifest + " lets pods do as they like");
            }
        }
        return broken;
    }

    private static void labels(Manifest manifest, Map<String, String> labels, List<String> broken) {
        if (!labels.getOrDefault(PREFIX + "part-of", "").equals("spillway")) {
            broken.add(manifest + " is not labelled as part of spillway");
        }
        // A definition of a kind is nobody's component.
        boolean needed = !manifest.kind().equals("CustomResourceDefinition");
        for (String label : List.of("name", "component")) {
            if (needed && !labels.containsKey(PREFIX + label)) {
                broken.add("%s has no label %s%s".formatted(manifest, PREFIX, label));
            }
        }
    }
}
