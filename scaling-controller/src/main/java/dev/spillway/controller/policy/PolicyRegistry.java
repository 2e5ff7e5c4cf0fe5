package dev.spillway.controller.policy;

import dev.spillway.controller.recommend.FixedPolicy;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.QueueDepthPolicy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every policy there is, by the name under which documents and commands know it. */
public final class PolicyRegistry {

    private static final Map<String, PolicyFactory> BY_NAME =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("fixed", PolicyRegistry::fixed),
                            Map.entry("queue-depth", (_, _) -> new QueueDepthPolicy())));

    private PolicyRegistry() {}

    /** All names, in order. */
    public static Set<String> names() {
        return new java.util.LinkedHashSet<>(BY_NAME.keySet());
    }

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException of one line, where name or a parameter is wrong
     */
    public static Policy<?> make(String name, Map<String, String> written, PoolFacts pool) {
        PolicyFactory factory = BY_NAME.get(name);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "policy is '%s'; allowed are %s".formatted(name, String.join(", ", names())));
        }
        Parameters parameters = new Parameters(written);
        Policy<?> policy = factory.make(parameters, pool);
        parameters.finish();
        return policy;
    }

    private static Policy<?> fixed(Parameters parameters, PoolFacts pool) {
        boolean isPeak = parameters.text("replicas", "peak").equals("peak");
        return new FixedPolicy(
                isPeak
                        ? pool.peakReplicas().getAsInt()
                        : parameters.integer("replicas", 0, 10_000, 0));
    }
}
