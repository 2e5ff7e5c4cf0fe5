package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.policy.Policies;

import java.util.Map;
import java.util.Optional;

/** Reads a Pool that several tenants share. */
public final class PoolReader {

    public static final int MOST_WAITING = 1_000_000;
    public static final int MOST_SLOTS = 1024;
    static final String LOCAL_REGION = "local";

    private final Defaults defaults;
    private final BehaviorReader behaviors;

    PoolReader(Defaults defaults, BehaviorReader behaviors) {
        this.defaults = defaults;
        this.behaviors = behaviors;
    }

    Pool read(Document document) {
        Fields spec = document.spec();
        int min =
                spec.integer("minReplicas", 0, TierReader.MOST_REPLICAS)
                        .orElse(defaults.minReplicas());
        int max =
                spec.integer("maxReplicas", 1, TierReader.MOST_REPLICAS)
                        .orElse(defaults.maxReplicas());
        Fairness fairness = spec.oneOf("fairness", Fairness.class).orElse(Fairness.WEIGHTED);
        Pool pool =
                new Pool(
                        document.name(),
                        spec.name("region", Document.NAME, Document.NAME_ALLOWED)
                                .orElse(LOCAL_REGION),
                        defaults.fairness().orElse(fairness),
                        min,
                        max,
                        spec.integer("targetQueueDepth", 1, MOST_WAITING)
                                .orElse(defaults.targetQueueDepth()),
                        behaviors.read(spec),
                        spec.integer("slotsPerWorker", 1, MOST_SLOTS)
                                .orElse(defaults.slotsPerWorker()),
                        spec.oneOf("engine", Engine.class).orElse(Engine.DIRECT),
                        resources(spec),
                        workerEnvironment(spec),
                        policy(spec, "policy").orElse(defaults.policy()),
                        policy(spec, "shadowPolicy").or(defaults::shadowPolicy),
                        ShareReader.read(spec, min, max, 1, 1));
        Ranges.requireOrder(spec, min, max, "by default");
        spec.finish();
        return pool;
    }

    static ResourceProfile resources(Fields fields) {
        return fields.oneOf("resources", ResourceProfile.class).orElse(ResourceProfile.STANDARD);
    }

    static Optional<String> policy(Fields fields, String field) {
        return fields.words(field, Policies::problem, Policies.names());
    }

    private static Map<String, String> workerEnvironment(Fields spec) {
        Fields workers = spec.section("workers");
        Map<String, String> environment = workers.pairs("environment");
        for (String name : environment.keySet()) {
            if (!name.matches("[A-Z_][A-Z0-9_]*")) {
                workers.refuse(
                        "environment",
                        "has %s; allowed are upper-case letters, digits and _"
                                .formatted(Values.quoted(name)));
            }
        }
        workers.finish();
        return environment;
    }
}
