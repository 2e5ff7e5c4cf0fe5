package dev.spillway.controller.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.cost.Cost;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.cost.ReplicaSeconds;
import dev.spillway.controller.prewarm.Floor;
import dev.spillway.controller.prewarm.Lead;
import dev.spillway.controller.prewarm.Prewarm;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Startups;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class PrewarmReaderTest {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));
    private static final Lead LEAD =
            new Lead(Startups.none(), Duration.ofSeconds(58), Duration.ofSeconds(2));

    @TempDir private Path folder;

    /** The examples at interesting moments. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # moment,           pool,     floor, window,      next change
                    2026-08-24T06:59:00Z, answers,  12,  working-day, 2026-08-24T16:00:00Z
                    2026-08-24T06:58:59Z, answers,  0,   ,            2026-08-24T06:59:00Z
                    2026-08-24T20:29:00Z, answers,  6,   night-batch, 2026-08-25T00:00:00Z
                    2026-09-05T13:59:00Z, answers,  20,  match,       2026-09-05T18:15:00Z
                    2026-09-05T18:15:00Z, answers,  0,   ,            2026-09-05T20:29:00Z
                    2026-09-19T14:30:00Z, answers,  0,   ,            2026-09-19T20:29:00Z
                    2026-10-03T14:30:00Z, answers,  40,  final,       2026-10-03T19:00:00Z
                    2026-09-15T13:30:00Z, answers,  12,  working-day, 2026-09-15T16:00:00Z
                    2026-09-15T16:00:00Z, answers,  6,   launch,      2026-09-15T16:15:00Z
                    2026-11-19T18:30:00Z, answers,  30,  sale,        2026-11-28T19:30:00Z
                    2026-12-24T10:00:00Z, answers,  0,   ,            2026-12-26T21:29:00Z
                    2026-08-22T10:00:00Z, training, 0,   ,            2026-08-24T08:59:00Z
                    """)
    void theExamplesSayWhatTheyMean(
            Instant moment, String pool, int replicas, String window, Instant nextChange) {
        Floor floor = Prewarm.of(pool, examples()).at(moment, LEAD);

        assertThat(floor.replicas()).isEqualTo(replicas);
        assertThat(floor.setBy().map(Floor.Source::window).orElse(null)).isEqualTo(window);
        assertThat(floor.nextChange()).contains(nextChange);
    }

    @Test
    void thePriceBookOfTheExamplesIsReadAlone() {
        Reading reading =
                new CatalogReader(Defaults.STANDARD)
                        .readAny(List.of(ROOT.resolve("examples/pricebook.yaml")));

        PriceBook prices = ((Reading.Good) reading).catalog().priceBook().orElseThrow();
        assertThat(Cost.bill(ReplicaSeconds.constant(12, prices.month()), prices))
                .asString()
                .isEqualTo("Bill[committed=180.00 USD, onDemand=700.00 USD, spot=60.00 USD]");
        assertThat(prices.nodes()).hasSize(3);
    }

    @Test
    void aPriceBookAloneRunsNoController() {
        assertThat(
                        new CatalogReader(Defaults.STANDARD)
                                .read(List.of(ROOT.resolve("examples/pricebook.yaml"))))
                .isInstanceOf(Reading.Refused.class);
    }

    @Test
    void aWindowWithoutAZoneOrAPoolIsNoSchedule() throws IOException {
        Path file = folder.resolve("s.yaml");
        Files.writeString(
                file,
                """
                apiVersion: spillway.dev/v1alpha1
                kind: PrewarmSchedule
                metadata: {name: s}
                spec: {}
                """);

        Reading reading = new CatalogReader(Defaults.STANDARD).read(List.of(file));

        assertThat(((Reading.Refused) reading).problems())
                .extracting(Problem::message)
                .containsExactly(
                        "spec.pool is missing",
                        "spec.timeZone is missing",
                        "spec.recurring is missing, and so is once; a schedule needs a window");
    }

    private static List<PrewarmSchedule> examples() {
        Reading reading =
                new CatalogReader(Defaults.STANDARD)
                        .read(List.of(ROOT.resolve("examples/prewarm")));
        assertThat(reading).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) reading).catalog().schedules();
    }
}
