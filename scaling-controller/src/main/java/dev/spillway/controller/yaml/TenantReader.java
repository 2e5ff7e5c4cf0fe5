package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.ApiKey;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.catalog.Tier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads a Tenant, and the pool it has of its own. */
final class TenantReader {

    private static final String DEDICATED = "dedicated";
    private static final double MOST_BYTES = 1e12;
    private static final String COLLECTION = "[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?";

    private final Defaults defaults;
    private final BehaviorReader behaviors;
    private final Map<String, Tier> tiers;
    private final Map<String, Pool> sharedPools;
    private final Map<String, String> tenantByKeyId = new HashMap<>();
    private final Map<String, Pool> dedicated = new HashMap<>();

    TenantReader(
            Defaults defaults,
            BehaviorReader behaviors,
            Map<String, Tier> tiers,
            Map<String, Pool> sharedPools) {
        this.defaults = defaults;
        this.behaviors = behaviors;
        this.tiers = tiers;
        this.sharedPools = sharedPools;
    }

    /** The tenant's own pool, once it was read and if it has one. */
    Optional<Pool> dedicatedPool(Document document) {
        return Optional.ofNullable(dedicated.get(document.name()));
    }

    Tenant read(Document document) {
        Fields spec = document.spec();
        Tier tier = tier(spec);
        Optional<Pool> shared = sharedPool(document);
        Fields sla = spec.section("sla");
        Tenant tenant =
                new Tenant(
                        document.name(),
                        spec.text("displayName").orElse(document.name()),
                        tier,
                        shared.map(Pool::name).orElse(document.name()),
                        region(spec, shared),
                        sla.duration("p95Latency", Duration.ofMillis(1), Duration.ofHours(1))
                                .orElse(tier.p95Latency()),
                        sla.number("availability", 0, 100).orElse(tier.availability()),
                        limits(spec, tier),
                        collections(spec),
                        apiKeys(document));
        sla.finish();
        autoscaling(spec, tenant, shared);
        spec.finish();
        return tenant;
    }

    private Tier tier(Fields spec) {
        Tier standard = Tier.BUILT_IN.get(2);
        Optional<String> written = spec.text("tier");
        if (written.isEmpty()) {
            return tiers.getOrDefault("standard", standard);
        }
        Tier tier = tiers.get(Tier.canonicalName(written.get()));
        if (tier != null) {
            return tier;
        }
        TreeSet<String> allowed = new TreeSet<>(tiers.keySet());
        allowed.add(Tier.ALIAS_OF_FREE);
        spec.refuse(
                "tier",
                "is %s; allowed are %s%s"
                        .formatted(
                                Values.quoted(written.get()),
                                String.join(", ", allowed),
                                Suggestion.of(written.get(), allowed)));
        return standard;
    }

    private Optional<Pool> sharedPool(Document document) {
        Fields spec = document.spec();
        String written = spec.text("pool").orElse(DEDICATED);
        if (written.equals(DEDICATED)) {
            if (sharedPools.containsKey(document.name())) {
                document.metadata()
                        .refuse(
                                "name",
                                "is '%s', and a Pool has it; a tenant with a dedicated pool needs a name of its own"
                                        .formatted(document.name()));
            }
            return Optional.empty();
        }
        Pool pool = sharedPools.get(written);
        if (pool == null) {
            TreeSet<String> allowed = new TreeSet<>(sharedPools.keySet());
            allowed.add(DEDICATED);
            spec.refuse(
                    "pool",
                    "is %s; allowed are %s%s"
                            .formatted(
                                    Values.quoted(written),
                                    String.join(", ", allowed),
                                    Suggestion.of(written, allowed)));
        }
        return Optional.ofNullable(pool);
    }

    private static String region(Fields spec, Optional<Pool> shared) {
        Fields residency = spec.section("residency");
        Optional<String> region = residency.name("region", Document.NAME, Document.NAME_ALLOWED);
        if (region.isPresent() && shared.isPresent()) {
            if (!region.get().equals(shared.get().region())) {
                residency.refuse(
                        "region",
                        "is '%s', but pool %s is in '%s'; residency is hard, so both must agree"
                                .formatted(
                                        region.get(), shared.get().name(), shared.get().region()));
            }
        }
        residency.finish();
        return region.or(() -> shared.map(Pool::region)).orElse(PoolReader.LOCAL_REGION);
    }

    private static Tenant.Limits limits(Fields spec, Tier tier) {
        Fields limits = spec.section("limits");
        double rate = limits.number("requestsPerSecond", 0, 1_000_000).orElse(0.0);
        // A rate without a burst admits two seconds' worth at once.
        int burst =
                limits.integer("burst", 1, PoolReader.MOST_WAITING)
                        .orElse((int) Math.max(1, Math.ceil(2 * rate)));
        int queueDepth =
                limits.integer("queueDepth", 1, PoolReader.MOST_WAITING).orElse(tier.queueDepth());
        double bytes = limits.number("bytesPerSecond", 0, MOST_BYTES).orElse(0.0);
        limits.finish();
        return new Tenant.Limits(rate, burst, queueDepth, bytes);
    }

    private static List<String> collections(Fields spec) {
        Fields corpus = spec.section("corpus");
        List<String> names =
                corpus.names(
                        "collections",
                        COLLECTION,
                        "are 1 to 63 lower-case letters, digits and inner . _ -");
        corpus.finish();
        return names;
    }

    private List<ApiKey> apiKeys(Document document) {
        Fields credentials = document.spec().section("credentials");
        List<ApiKey> keys = new ArrayList<>();
        for (Fields key : credentials.sections("apiKeys")) {
            key.require("id", "sha256");
            Optional<String> id =
                    key.name(
                            "id",
                            "[a-z0-9-]{1,40}",
                            "are 1 to 40 lower-case letters, digits and hyphens (quote a number)");
            Optional<String> sha256 = key.name("sha256", "[0-9a-f]{64}", HASH_ALLOWED);
            key.finish();
            id.ifPresent(keyId -> requireNew(key, keyId, document.name()));
            if (id.isPresent() && sha256.isPresent()) {
                keys.add(new ApiKey(id.get(), sha256.get()));
            }
        }
        credentials.finish();
        return keys;
    }

    private static final String HASH_ALLOWED =
            "are the 64 lower-case hexadecimal digits of the key's SHA-256 (`spillway key TENANT` prints them)";

    private void requireNew(Fields key, String id, String tenant) {
        String owner = tenantByKeyId.putIfAbsent(id, tenant);
        if (owner != null) {
            key.refuse("id", "is '%s', and a key of tenant %s has it".formatted(id, owner));
        }
    }

    private void autoscaling(Fields spec, Tenant tenant, Optional<Pool> shared) {
        if (shared.isPresent() && spec.has("autoscaling")) {
            spec.refuse(
                    "autoscaling",
                    "is of no use here: pool %s is shared, and its Pool document says how it scales"
                            .formatted(shared.get().name()));
            return;
        }
        Tier tier = tenant.tier();
        Fields fields = spec.section("autoscaling");
        int most = TierReader.MOST_REPLICAS;
        int min = fields.integer("minReplicas", 0, most).orElse(tier.minReplicas());
        int max = fields.integer("maxReplicas", 1, most).orElse(tier.maxReplicas());
        Pool pool =
                new Pool(
                        tenant.name(),
                        tenant.region(),
                        defaults.fairness().orElse(Fairness.WEIGHTED),
                        min,
                        max,
                        fields.integer("targetQueueDepth", 1, PoolReader.MOST_WAITING)
                                .orElse(defaults.targetQueueDepth()),
                        behaviors.read(fields),
                        fields.integer("slotsPerWorker", 1, PoolReader.MOST_SLOTS)
                                .orElse(defaults.slotsPerWorker()),
                        fields.oneOf("engine", Engine.class).orElse(Engine.DIRECT),
                        PoolReader.resources(fields),
                        Map.of(),
                        PoolReader.policy(fields, "policy").orElse(defaults.policy()),
                        PoolReader.policy(fields, "shadowPolicy").or(defaults::shadowPolicy),
                        ShareReader.read(
                                fields, min, max, tier.weight(), tier.clusterShareRatio()));
        Ranges.requireOrder(fields, min, max, "in tier " + tier.name());
        fields.finish();
        if (shared.isEmpty()) {
            dedicated.put(tenant.name(), pool);
        }
    }
}
