package dev.spillway.controller.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.cost.Price;
import dev.spillway.controller.cost.PriceBook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

final class CapacityTest {

    private static final Path PAGE =
            Path.of(System.getProperty("spillway.root"), "docs", "cost.md");

    private static final PriceBook PRICES =
            PriceBook.of(
                    "book",
                    Currency.getInstance("USD"),
                    new Price(new BigDecimal(100), Price.Per.MONTH));

    /** Growth of 10, 50 and 100 %, and 20 % above the projected peak. */
    @Test
    void theRunbooksPlan() {
        CapacityPlan.Today today = new CapacityPlan.Today(500, 200, 12, 50, 4, 3);

        List<CapacityPlan.Projection> plan =
                CapacityPlan.of(
                        today, CapacityPlan.GROWTH_RATIOS, CapacityPlan.BUFFER_RATIO, PRICES);

        assertThat(plan)
                .extracting(
                        each ->
                                "+%.0f%%: peak %.0f/s, %d workers, %.0f%% at the peak, %.0f%% on average, today's at %.0f%%, %d nodes more, %s, %s"
                                        .formatted(
                                                100 * each.growthRatio(),
                                                each.peakPerSecond(),
                                                each.workers(),
                                                100 * each.peakUtilisationRatio(),
                                                100 * each.meanUtilisationRatio(),
                                                100 * each.todaysUtilisationRatio(),
                                                each.nodesMissing(),
                                                each.month(),
                                                each.sizing()))
                .containsExactly(
                        "+10%: peak 550/s, 14 workers, 79% at the peak, 31% on average, today's at 92%, 1 nodes more, 1400.00 USD, 10-20 pods of 4 cores and 16 GiB, 1 GPU",
                        "+50%: peak 750/s, 18 workers, 83% at the peak, 33% on average, today's at 125%, 2 nodes more, 1800.00 USD, 10-20 pods of 4 cores and 16 GiB, 1 GPU",
                        "+100%: peak 1000/s, 24 workers, 83% at the peak, 33% on average, today's at 167%, 3 nodes more, 2400.00 USD, 10-20 pods of 4 cores and 16 GiB, 1 GPU");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # requests/s, adapters, size
                    99.9,   false, '3 pods of 2 cores and 4 GiB, 0 GPU'
                    100,    false, '5-10 pods of 4 cores and 8 GiB, 0-1 GPU'
                    499.9,  false, '5-10 pods of 4 cores and 8 GiB, 0-1 GPU'
                    500,    false, '10-20 pods of 4 cores and 16 GiB, 1 GPU'
                    1000,   false, '10-20 pods of 4 cores and 16 GiB, 1 GPU'
                    1000.1, false, '20-50 pods of 4 cores and 16 GiB, 1 GPU (beyond the table)'
                    10,     true,  '3-10 pods of 8 cores and 32 GiB, 1-2 GPU'
                    """)
    void aPlatformIsSizedByItsLoad(double perSecond, boolean adapters, String size) {
        assertThat(Sizing.of(perSecond, adapters)).hasToString(size);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # part,              below, above
                    api pods,            3,     50
                    training workers,    0,     10
                    postgresql replicas, 1,     5
                    redis,               1,     6
                    gpu nodes,           1,     20
                    """)
    void partsStayWithinTheirLimits(String part, int least, int most) {
        Component component =
                Component.ALL.stream()
                        .filter(each -> each.name().equals(part))
                        .findFirst()
                        .orElseThrow();

        assertThat(component.within(least - 1)).isEqualTo(least);
        assertThat(component.within(most + 1)).isEqualTo(most);
        assertThat(component.within(least + 1)).isEqualTo(least + 1);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # tenants, peak requests/s, phase
                    5,  500,   INITIAL
                    24, 2499,  INITIAL
                    25, 10,    GROWTH
                    3,  2500,  GROWTH
                    49, 9999,  GROWTH
                    50, 10,    ENTERPRISE
                    1,  10000, ENTERPRISE
                    """)
    void aPlatformGrowsInThreePhases(int tenants, double peak, Phase phase) {
        assertThat(Phase.of(tenants, peak)).isEqualTo(phase);
    }

    @Test
    void oneDimensionIsTheNearestToItsLimit() {
        assertThat(
                        Dimension.nearestToLimit(
                                Map.of(Dimension.COMPUTE, 8.0, Dimension.STORAGE, 95.0),
                                Map.of(
                                        Dimension.COMPUTE, 10.0,
                                        Dimension.STORAGE, 100.0,
                                        Dimension.COST, 5.0)))
                .contains(Dimension.STORAGE);
        assertThat(Dimension.nearestToLimit(Map.of(), Map.of())).isEmpty();
    }

    /** The documents claim 40 to 60 % lower requests; so it is for workers that use about half. */
    @Test
    void requestsFollowWhatIsUsed() {
        SplittableRandom random = new SplittableRandom(5);
        double[] cores = random.doubles(1440, 0.1, 0.45).toArray();
        double[] memory = random.doubles(1440, 0.7, 0.9).toArray();

        double reduction = RightSizing.reductionRatio(1, RightSizing.cpuCores(cores));

        assertThat(reduction).isBetween(0.40, 0.60);
        assertThat(RightSizing.memoryGib(memory)).isCloseTo(0.9 * 1.15, within(0.01));
        assertThat(RightSizing.cpuCores(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
                .isCloseTo(9 * 1.15, within(1e-9));
    }

    @Test
    void thePageShowsTheWaysToProvideCapacity() {
        assertThat(PAGE)
                .content()
                .contains(
                        Arrays.stream(Strategy.values())
                                .map(
                                        each ->
                                                "| %s | %s | %s | %s | %s |"
                                                        .formatted(
                                                                each.name()
                                                                        .toLowerCase(Locale.ROOT)
                                                                        .replace('_', ' '),
                                                                each.cost(),
                                                                each.performance(),
                                                                each.complexity(),
                                                                each.bestFor()))
                                .toList());
    }
}
