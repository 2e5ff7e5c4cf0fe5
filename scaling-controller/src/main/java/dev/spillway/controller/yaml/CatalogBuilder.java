package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.catalog.Tier;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.prewarm.PrewarmSchedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Puts documents together, tiers before pools before tenants, wherever they were written. */
final class CatalogBuilder {

    private final SequencedMap<String, Tier> tiers = new TreeMap<>();
    private final SequencedMap<String, Pool> pools = new TreeMap<>();
    private final SequencedMap<String, Tenant> tenants = new TreeMap<>();
    private final OptionalInt capacityReplicas;
    private final TierReader tierReader;
    private final PoolReader poolReader;
    private final TenantReader tenantReader;

    CatalogBuilder(Defaults defaults) {
        BehaviorReader behaviors = new BehaviorReader();
        capacityReplicas = defaults.capacityReplicas();
        tierReader = new TierReader();
        poolReader = new PoolReader(defaults, behaviors);
        tenantReader = new TenantReader(defaults, behaviors, tiers, pools);
    }

    Catalog build(List<Document> documents) {
        Tier.BUILT_IN.forEach(tier -> tiers.put(tier.name(), tier));
        Map<String, Document> tierDocuments = unique(documents, Document.Kind.TIER);
        tierDocuments.forEach(
                (name, document) -> tiers.put(name, tierReader.read(document, tiers)));
        Map<String, Document> poolDocuments = unique(documents, Document.Kind.POOL);
        poolDocuments.forEach((name, document) -> pools.put(name, poolReader.read(document)));
        SequencedMap<String, Pool> dedicated = new TreeMap<>();
        Map<String, Document> tenantDocuments = unique(documents, Document.Kind.TENANT);
        tenantDocuments.forEach(
                (name, document) -> {
                    tenants.put(name, tenantReader.read(document));
                    tenantReader
                            .dedicatedPool(document)
                            .ifPresent(pool -> dedicated.put(name, pool));
                });
        poolDocuments.forEach(
                (name, document) ->
                        pools.computeIfPresent(
                                name,
                                (_, pool) ->
                                        ShareReader.weighed(pool, document, tenants.values())));
        dedicated.forEach(pools::putIfAbsent);
        tenantDocuments.forEach(poolDocuments::putIfAbsent);
        ShareReader.requireRoom(capacityReplicas, pools.values(), poolDocuments);
        return new Catalog(
                List.copyOf(pools.values()),
                List.copyOf(tenants.values()),
                schedules(documents),
                priceBook(documents),
                capacityReplicas);
    }

    private List<PrewarmSchedule> schedules(List<Document> documents) {
        PrewarmReader reader = new PrewarmReader(pools);
        return unique(documents, Document.Kind.PREWARM_SCHEDULE).values().stream()
                .flatMap(document -> reader.read(document).stream())
                .toList();
    }

    private Optional<PriceBook> priceBook(List<Document> documents) {
        Optional<PriceBook> first = Optional.empty();
        for (Document document : unique(documents, Document.Kind.PRICE_BOOK).values()) {
            Optional<PriceBook> book = new PriceBookReader().read(document);
            if (first.isPresent()) {
                document.metadata()
                        .refuse(
                                "name",
                                "is '%s', and there is PriceBook %s already; one is allowed"
                                        .formatted(document.name(), first.get().name()));
            } else {
                first = book;
            }
        }
        return first;
    }

    private Map<String, Document> unique(List<Document> documents, Document.Kind kind) {
        Map<String, Document> byName = new TreeMap<>();
        for (Document document : documents) {
            if (document.kind() != kind) {
                continue;
            }
            String name =
                    kind == Document.Kind.TIER
                            ? Tier.canonicalName(document.name())
                            : document.name();
            if (byName.putIfAbsent(name, document) != null) {
                document.metadata()
                        .refuse("name", "is '%s', and another %s has it".formatted(name, kind));
            }
        }
        return byName;
    }
}
