package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Tier;

import java.time.Duration;
import java.util.Map;

/** Reads a Tier; what it leaves out stays as built in, or as in the tier {@code standard}. */
final class TierReader {

    static final int MOST_REPLICAS = 1000;

    Tier read(Document document, Map<String, Tier> tiers) {
        String name = Tier.canonicalName(document.name());
        Tier base = tiers.getOrDefault(name, Tier.BUILT_IN.get(2));
        Fields spec = document.spec();
        int min = spec.integer("minReplicas", 0, MOST_REPLICAS).orElse(base.minReplicas());
        int max = spec.integer("maxReplicas", 1, MOST_REPLICAS).orElse(base.maxReplicas());
        Tier tier =
                new Tier(
                        name,
                        min,
                        max,
                        spec.number("clusterShareRatio", 0, 1).orElse(base.clusterShareRatio()),
                        spec.number("weight", 0.001, 1000).orElse(base.weight()),
                        spec.number("availability", 0, 100).orElse(base.availability()),
                        spec.duration("p95Latency", Duration.ofMillis(1), Duration.ofHours(1))
                                .orElse(base.p95Latency()),
                        spec.integer("queueDepth", 1, PoolReader.MOST_WAITING)
                                .orElse(base.queueDepth()));
        Ranges.requireOrder(spec, min, max, "of the tier's default");
        spec.finish();
        return tier;
    }
}
