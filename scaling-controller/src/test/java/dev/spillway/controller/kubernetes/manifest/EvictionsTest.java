package dev.spillway.controller.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import dev.spillway.controller.catalog.Engine;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvictionsTest {

    @Test
    void oneMayAlwaysGoAndOfSeveralOneAlwaysStays() {
        qt().forAll(integers().between(0, 60), integers().between(0, 60))
                .checkAssert(
                        (min, more) -> {
                            int max = Math.max(1, min + more);
                            PodDisruptionBudgetSpec budget = budget(min, max);
                            for (int replicas = Math.max(1, min); replicas <= max; replicas++) {
                                int mayGo = disruptionsAllowed(budget, replicas);
                                assertThat(mayGo).isPositive();
                                if (replicas > 1) {
                                    assertThat(replicas - mayGo).isPositive();
                                }
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    min, max, budget
                    0,   1,   maxUnavailable 1
                    1,   3,   maxUnavailable 1
                    2,   2,   minAvailable 1
                    2,   3,   minAvailable 1
                    3,   3,   minAvailable 1
                    1,   4,   maxUnavailable 30%
                    3,   15,  maxUnavailable 30%
                    5,   30,  maxUnavailable 30%
                    """,
            useHeadersInDisplayName = true)
    void aSmallPoolKeepsOneAndALargeOneMost(int min, int max, String budget) {
        PodDisruptionBudgetSpec spec = budget(min, max);

        assertThat(
                        spec.getMinAvailable() != null
                                ? "minAvailable " + spec.getMinAvailable().getValue()
                                : "maxUnavailable " + spec.getMaxUnavailable().getValue())
                .isEqualTo(budget);
    }

    private static PodDisruptionBudgetSpec budget(int min, int max) {
        return Evictions.budget(
                        new Identity("media", Rendered.owner("Tenant", "media")),
                        Rendered.pool("media", Engine.DIRECT, min, max))
                .getSpec();
    }

    /** As Kubernetes counts with all pods healthy: a percentage of both kinds is rounded up. */
    private static int disruptionsAllowed(PodDisruptionBudgetSpec budget, int replicas) {
        if ((budget.getMinAvailable() == null) == (budget.getMaxUnavailable() == null)) {
            throw new AssertionError("a budget takes exactly one of both, this has " + budget);
        }
        int needed =
                budget.getMinAvailable() != null
                        ? scaled(budget.getMinAvailable(), replicas)
                        : replicas - scaled(budget.getMaxUnavailable(), replicas);
        return replicas - Math.max(0, needed);
    }

    private static int scaled(IntOrString value, int replicas) {
        String text = String.valueOf(value.getValue());
        return text.endsWith("%")
                ? Math.ceilDiv(
                        Integer.parseInt(text.substring(0, text.length() - 1)) * replicas, 100)
                : Integer.parseInt(text);
    }
}
