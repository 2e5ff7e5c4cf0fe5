package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The catalog that holds now: that of the last documents without a mistake. */
final class LiveCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalog.class);

    private final Supplier<Optional<Reading>> documents;
    private final ControllerMetrics metrics;
    private Catalog catalog;

    /** Begins with documents that are right, or not at all. */
    LiveCatalog(Supplier<Optional<Reading>> documents, ControllerMetrics metrics) {
        this.documents = documents;
        this.metrics = metrics;
        this.catalog =
                switch (documents.get().orElse(new Reading.Good(EMPTY))) {
                    case Reading.Good(Catalog good) -> good;
                    case Reading.Refused(var problems) ->
                            throw new IllegalStateException(problems.getFirst().toString());
                };
    }

    private static final Catalog EMPTY = new Catalog(List.of(), List.of());

    /** Looks for changes and returns what holds now. */
    Catalog refresh() {
        documents.get().ifPresent(this::take);
        return catalog;
    }

    private void take(Reading reading) {
        switch (reading) {
            case Reading.Good(Catalog good) -> {
                catalog = good;
                metrics.configurationIsGood(true);
                LOG.info(
                        "documents read: {} pools, {} tenants",
                        good.pools().size(),
                        good.tenants().size());
            }
            case Reading.Refused(var problems) -> {
                metrics.configurationIsGood(false);
                for (Problem problem : problems) {
                    LOG.warn("changed documents refused, the last good ones hold: {}", problem);
                }
            }
        }
    }
}
