package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.yaml.CatalogSource;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** The catalog that holds now: that of the last documents without a mistake. */
final class LiveCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalog.class);

    private final CatalogSource source;
    private final ControllerMetrics metrics;
    private Catalog catalog;

    /** Begins with documents that are right, or not at all. */
    LiveCatalog(CatalogSource source, ControllerMetrics metrics) {
        this.source = source;
        this.metrics = metrics;
        this.catalog =
                switch (source.poll().orElse(new Reading.Good(EMPTY))) {
                    case Reading.Good(Catalog good) -> good;
                    case Reading.Partial(Catalog good, var problems) -> {
                        refused(problems);
                        yield good;
                    }
                    case Reading.Refused(var problems) ->
                            throw new IllegalStateException(problems.getFirst().toString());
                };
    }

    private static final Catalog EMPTY = new Catalog(List.of(), List.of());

    /** Looks for changes and returns what holds now. */
    Catalog refresh() {
        source.poll().ifPresent(this::take);
        return catalog;
    }

    private void take(Reading reading) {
        switch (reading) {
            case Reading.Good(Catalog good) -> {
                hold(good);
                metrics.configurationIsGood(true);
            }
            case Reading.Partial(Catalog good, var problems) -> {
                hold(good);
                refused(problems);
            }
            case Reading.Refused(var problems) -> refused(problems);
        }
    }

    private void hold(Catalog good) {
        catalog = good;
        LOG.info(
                "documents read: {} pools, {} tenants", good.pools().size(), good.tenants().size());
    }

    private void refused(List<Problem> problems) {
        metrics.configurationIsGood(false);
        for (Problem problem : problems) {
            LOG.warn("changed documents refused, the last good ones hold: {}", problem);
        }
    }
}
