package dev.spillway.controller.kubernetes.tree;

import java.util.List;
import java.util.stream.Stream;

/** Everything that a valid tree is to keep besides. */
final class Rules {

    private Rules() {}

    static List<String> brokenIn(Tree tree) {
        return Stream.of(
                        NamingRules.brokenIn(tree),
                        PodRules.brokenIn(tree),
                        FleetRules.brokenIn(tree),
                        ReferenceRules.brokenIn(tree))
                .flatMap(List::stream)
                .toList();
    }
}
