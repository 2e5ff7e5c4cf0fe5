package dev.spillway.controller.capacity.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

final class TenantCapacityTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    /** All 28 cases: four tiers, seven kinds of work. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # tier,     work,                cpu, gpu, memory, storage, network
                    basic,      training_small,      4,   1,   16,     100,     100
                    basic,      training_medium,     8,   2,   32,     500,     500
                    basic,      training_large,      16,  4,   64,     2000,    1000
                    basic,      inference_small,     2,   0,   8,      50,      50
                    basic,      inference_medium,    4,   1,   16,     100,     100
                    basic,      inference_large,     8,   2,   32,     500,     500
                    basic,      feature_computation, 4,   0,   16,     100,     100
                    standard,   training_small,      4,   1,   16,     100,     100
                    standard,   training_medium,     8,   2,   32,     500,     500
                    standard,   training_large,      16,  4,   64,     2000,    1000
                    standard,   inference_small,     2,   0,   8,      50,      50
                    standard,   inference_medium,    4,   1,   16,     100,     100
                    standard,   inference_large,     8,   2,   32,     500,     500
                    standard,   feature_computation, 4,   0,   16,     100,     100
                    premium,    training_small,      8,   2,   32,     200,     200
                    premium,    training_medium,     16,  4,   64,     1000,    1000
                    premium,    training_large,      16,  4,   128,    4000,    2000
                    premium,    inference_small,     4,   0,   16,     100,     100
                    premium,    inference_medium,    8,   2,   32,     200,     200
                    premium,    inference_large,     16,  4,   64,     1000,    1000
                    premium,    feature_computation, 8,   0,   32,     200,     200
                    enterprise, training_small,      16,  4,   64,     400,     400
                    enterprise, training_medium,     16,  4,   128,    2000,    2000
                    enterprise, training_large,      16,  4,   256,    8000,    4000
                    enterprise, inference_small,     8,   0,   32,     200,     200
                    enterprise, inference_medium,    16,  4,   64,     400,     400
                    enterprise, inference_large,     16,  4,   128,    2000,    2000
                    enterprise, feature_computation, 16,  0,   64,     400,     400
                    # an unknown kind is small training, an unknown tier the lowest
                    premium,    rendering,           8,   2,   32,     200,     200
                    free,       inference_small,     2,   0,   8,      50,      50
                    """)
    void grantsByTierAndKind(
            String tier, String work, int cpu, int gpu, int memory, int storage, int network) {
        assertThat(ResourceGrants.STANDARD.grant(tier, Workload.named(work)))
                .isEqualTo(new Resources(cpu, gpu, memory, storage, network));
    }

    @Test
    void capsMemoryTooWhereToldTo() {
        ResourceGrants grants = new ResourceGrants(new Resources(16, 4, 128, 4000, 2000));

        assertThat(grants.grant("enterprise", Workload.TRAINING_LARGE))
                .isEqualTo(new Resources(16, 4, 128, 4000, 2000));
    }

    @Test
    void anUnknownTenantGetsTheLeast() {
        assertThat(TenantScaling.unknown("acme", NOW))
                .isEqualTo(
                        new TenantScaling(
                                "acme",
                                "basic",
                                1,
                                1,
                                Duration.ofDays(1),
                                false,
                                Map.of(),
                                NOW,
                                NOW));
        assertThat(TenantTraining.STANDARD.checkpointEvery()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0.39, 0.39, OVER_PROVISIONED
                    0.40, 0.39, APPROPRIATE
                    0.39, 0.40, APPROPRIATE
                    0.80, 0.81, APPROPRIATE
                    0.81, 0.80, APPROPRIATE
                    0.81, 0.81, UNDER_PROVISIONED
                    0.20, 0.90, APPROPRIATE
                    """)
    void whatWasReservedFitsOrNot(double cpu, double memory, Usage.Fit fit) {
        assertThat(usage(1, cpu, memory).fit()).isEqualTo(fit);
    }

    @Test
    void theViewGrowsByWhatIsNew() {
        Usage both = usage(1, 0.2, 0.4).plus(usage(3, 0.6, 0.8));

        assertThat(both.meanCpuRatio()).isEqualTo(0.5);
        assertThat(both.cpuHours()).isEqualTo(4);
        assertThat(both.over()).isEqualTo(Duration.ofHours(4));
        assertThat(Usage.NONE.plus(both)).isEqualTo(both);
        assertThat(both.plus(Usage.NONE)).isEqualTo(both);
    }

    private static Usage usage(int hours, double cpu, double memory) {
        return new Usage(Duration.ofHours(hours), hours, 0, 0, 0, cpu, memory, 1, 2);
    }

    @Test
    void whatIsSavedBelowTheBaseMayBeUsedAboveIt() {
        BurstCredits credits = new BurstCredits(4, 600, 0, NOW);

        BurstCredits saved = credits.used(2, NOW.plusSeconds(120));
        BurstCredits spent = saved.used(8, NOW.plusSeconds(150));

        assertThat(credits.allowed(Duration.ofMinutes(1))).isEqualTo(4);
        assertThat(saved.credit()).isEqualTo(240);
        assertThat(saved.allowed(Duration.ofMinutes(1))).isEqualTo(8);
        assertThat(spent.credit()).isEqualTo(120);
    }

    /** Whoever uses what is allowed never has more than the base and what was saved. */
    @Test
    void creditIsNeitherMadeNorOwed() {
        qt().forAll(
                        integers().between(0, 8),
                        lists().of(integers().between(0, 20)).ofSizeBetween(1, 40))
                .checkAssert(
                        (base, wanted) -> {
                            BurstCredits credits = BurstCredits.full(base, 300, NOW);
                            long above = 0;
                            for (int i = 0; i < wanted.size(); i++) {
                                int allowed = credits.allowed(Duration.ofSeconds(10));
                                int workers = Math.min(wanted.get(i), allowed);
                                above += (workers - base) * 10L;
                                credits = credits.used(workers, NOW.plusSeconds(10L * (i + 1)));
                                assertThat(credits.credit()).isBetween(0.0, 300.0);
                                assertThat(above).isLessThanOrEqualTo(300);
                            }
                        });
    }
}
