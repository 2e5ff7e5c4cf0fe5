package dev.spillway.controller.catalog;

import dev.spillway.controller.bound.Behavior;

import java.util.Map;
import java.util.Optional;

/** Pools for tests, of which only what is given matters. */
public final class PoolExamples {

    private PoolExamples() {}

    public static Pool pool(String name, int min, int max, String policy) {
        return pool(name, min, max, policy, Optional.empty());
    }

    public static Pool pool(
            String name, int min, int max, String policy, Optional<String> shadowPolicy) {
        return new Pool(
                name,
                "local",
                Fairness.WEIGHTED,
                min,
                max,
                10,
                Behavior.AGGRESSIVE,
                16,
                Engine.DIRECT,
                ResourceProfile.STANDARD,
                Map.of(),
                policy,
                shadowPolicy,
                Share.of(min));
    }
}
