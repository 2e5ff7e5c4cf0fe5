package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;
import dev.spillway.controller.yaml.WatchedFolder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog that holds now: that of the last documents without a mistake. */
final class LiveCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalog.class);

    private final WatchedFolder folder;
    private final ControllerMetrics metrics;
    private Catalog catalog;

    /** Begins with documents that are right, or not at all. */
    LiveCatalog(WatchedFolder folder, ControllerMetrics metrics) {
        this.folder = folder;
        this.metrics = metrics;
        this.catalog =
                switch (folder.poll().orElse(new Reading.Good(EMPTY))) {
                    case Reading.Good(Catalog good) -> good;
                    case Reading.Refused(var problems) ->
                            throw new IllegalStateException(problems.getFirst().toString());
                };
    }

    private static final Catalog EMPTY = new Catalog(java.util.List.of(), java.util.List.of());

    /** Looks for changes and returns what holds now. */
    Catalog refresh() {
        folder.poll().ifPresent(this::take);
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
