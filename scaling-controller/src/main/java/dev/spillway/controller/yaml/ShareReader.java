package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.catalog.Tenant;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;

/** Reads what pools get of a capacity too small for all, and sees that their guarantees fit it. */
final class ShareReader {

    private static final double LEAST_WEIGHT = 0.001;
    private static final double MOST_WEIGHT = 1_000_000;

    private ShareReader() {}

    /**
     * Reads a pool's section {@code share}.
     *
     * @param weight where it says none
     * @param clusterShareRatio where it says none
     */
    static Share read(Fields spec, int min, int max, double weight, double clusterShareRatio) {
        Fields fields = spec.section("share");
        int guaranteed = fields.integer("guaranteedReplicas", 0, Integer.MAX_VALUE).orElse(min);
        if (fields.has("guaranteedReplicas") && (guaranteed < min || guaranteed > max)) {
            fields.refuse(
                    "guaranteedReplicas",
                    "is %d; it must be at least minReplicas, which is %d, and at most maxReplicas, which is %d"
                            .formatted(guaranteed, min, max));
        }
        Share share =
                new Share(
                        fields.number("weight", LEAST_WEIGHT, MOST_WEIGHT).orElse(weight),
                        guaranteed,
                        fields.number("clusterShareRatio", 0, 1).orElse(clusterShareRatio));
        fields.finish();
        return share;
    }

    /** A shared pool weighs as much as its tenants together, where its document does not say. */
    static Pool weighed(Pool pool, Document document, Collection<Tenant> tenants) {
        double weight =
                tenants.stream()
                        .filter(tenant -> tenant.pool().equals(pool.name()))
                        .mapToDouble(tenant -> tenant.tier().weight())
                        .sum();
        boolean isSaid = document.spec().section("share").has("weight");
        Share share = pool.share();
        return isSaid || weight == 0
                ? pool
                : pool.with(
                        new Share(weight, share.guaranteedReplicas(), share.clusterShareRatio()));
    }

    /** Refuses the first pool, by name, whose guarantee has no room beside the ones before it. */
    static void requireRoom(
            OptionalInt capacity, Collection<Pool> pools, Map<String, Document> documents) {
        long guaranteed = 0;
        for (Pool pool : pools) {
            int more = pool.share().guaranteedReplicas();
            guaranteed += more;
            Document document = documents.get(pool.name());
            if (document != null
                    && capacity.isPresent()
                    && guaranteed > capacity.getAsInt()
                    && guaranteed - more <= capacity.getAsInt()) {
                document.metadata()
                        .refuse(
                                "name",
                                "is '%s', and with the %d workers guaranteed to its pool all pools are guaranteed %d; SPILLWAY_CAPACITY_REPLICAS is %d"
                                        .formatted(
                                                pool.name(),
                                                more,
                                                guaranteed,
                                                capacity.getAsInt()));
            }
        }
    }
}
