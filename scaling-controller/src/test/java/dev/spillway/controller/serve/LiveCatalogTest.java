package dev.spillway.controller.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

final class LiveCatalogTest {

    private static final Catalog ONE =
            new Catalog(List.of(PoolExamples.pool("one", 1, 2, "queue-depth")), List.of());
    private static final Catalog TWO =
            new Catalog(List.of(PoolExamples.pool("two", 1, 2, "queue-depth")), List.of());
    private static final List<Problem> PROBLEMS =
            List.of(new Problem("Tenant/acme", 0, "spec.tier is 'gold'"));

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ControllerMetrics metrics = new ControllerMetrics(registry);
    private final Queue<Optional<Reading>> readings = new ArrayDeque<>();

    @Test
    void beginsWithWhatIsRightAndSaysThatSomeIsNot() {
        readings.add(Optional.of(new Reading.Partial(ONE, PROBLEMS)));
        LiveCatalog live = new LiveCatalog(readings::remove, metrics);
        assertThat(isValid()).isFalse();
        readings.add(Optional.empty());

        assertThat(live.refresh()).isEqualTo(ONE);

        readings.add(Optional.of(new Reading.Good(TWO)));
        assertThat(live.refresh()).isEqualTo(TWO);
        assertThat(isValid()).isTrue();
    }

    @Test
    void keepsAllOfTheLastGoodStateWhereDocumentsCountTogether() {
        readings.add(Optional.of(new Reading.Good(ONE)));
        LiveCatalog live = new LiveCatalog(readings::remove, metrics);
        readings.add(Optional.of(new Reading.Refused(PROBLEMS)));

        assertThat(live.refresh()).isEqualTo(ONE);
        assertThat(isValid()).isFalse();
    }

    @Test
    void doesNotBeginWithDocumentsThatAreRefused() {
        readings.add(Optional.of(new Reading.Refused(PROBLEMS)));

        assertThatThrownBy(() -> new LiveCatalog(readings::remove, metrics))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Tenant/acme: spec.tier is 'gold'");
    }

    private boolean isValid() {
        return registry.get("scaling.configuration.valid").gauge().value() == 1;
    }
}
