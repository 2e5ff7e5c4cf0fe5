package dev.spillway.controller.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;

import static java.util.Objects.requireNonNull;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.catalog.Share;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.Deployment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

final class QuotaTest {

    @Test
    void admitsItsWorkersAndOneMoreAndNotTwo() {
        qt().withExamples(200)
                .forAll(integers().between(0, 1000), arbitrary().enumValues(ResourceProfile.class))
                .checkAssert(
                        (replicas, profile) -> {
                            Pool pool =
                                    Rendered.pool(
                                            "media",
                                            "local",
                                            Engine.DIRECT,
                                            0,
                                            1000,
                                            profile,
                                            Map.of());
                            List<HasMetadata> objects =
                                    Rendered.MANIFESTS.of(
                                            pool,
                                            Rendered.owner("Tenant", "media"),
                                            Quota.forReplicas(replicas, profile));
                            Map<String, Quantity> hard =
                                    Rendered.only(ResourceQuota.class, objects).getSpec().getHard();
                            ResourceRequirements each =
                                    Rendered.only(Deployment.class, objects)
                                            .getSpec()
                                            .getTemplate()
                                            .getSpec()
                                            .getContainers()
                                            .getFirst()
                                            .getResources();

                            assertThat(fitting(hard, each)).isEqualTo(replicas + 1);
                            assertThat(Quota.forReplicas(replicas, profile).replicas())
                                    .isEqualTo(replicas);
                        });
    }

    /** Pods the quota admits; no resource may end before another does. */
    private static int fitting(Map<String, Quantity> hard, ResourceRequirements each) {
        int pods = number(hard, "pods").intValueExact();
        for (String resource : List.of("cpu", "memory")) {
            assertThat(number(hard, "requests." + resource))
                    .isEqualByComparingTo(times(pods, number(each.getRequests(), resource)));
            assertThat(number(hard, "limits." + resource))
                    .isEqualByComparingTo(times(pods, number(each.getLimits(), resource)));
        }
        return pods;
    }

    private static BigDecimal times(int pods, BigDecimal one) {
        return one.multiply(BigDecimal.valueOf(pods));
    }

    private static BigDecimal number(Map<String, Quantity> quantities, String name) {
        return requireNonNull(quantities.get(name), name).getNumericalAmount();
    }

    /** A quantity in another form would look like drift for ever. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    replicas, profile,  requestsCpu, requestsMemory, limitsCpu, limitsMemory
                    0,        TINY,     100m,        512Mi,          1,         1Gi
                    1,        TINY,     200m,        1Gi,            2,         2Gi
                    9,        TINY,     1,           5Gi,            10,        10Gi
                    4,        STANDARD, 2500m,       10Gi,           10,        20Gi
                    3,        XLARGE,   32,          64Gi,           64,        128Gi
                    """,
            useHeadersInDisplayName = true)
    void writesAmountsAsTheClusterDoes(
            int replicas,
            ResourceProfile profile,
            String requestsCpu,
            String requestsMemory,
            String limitsCpu,
            String limitsMemory) {
        assertThat(Quota.forReplicas(replicas, profile).hard().values().stream().skip(1))
                .extracting(Quantity::toString)
                .containsExactly(requestsCpu, requestsMemory, limitsCpu, limitsMemory);
    }

    @Test
    void theLimitRangeLetsAWorkerInAndNothingLarger() {
        Pool pool = Rendered.pool("media", Engine.DIRECT, 1, 3);
        var limit =
                Rendered.only(LimitRange.class, Rendered.dedicated(pool))
                        .getSpec()
                        .getLimits()
                        .getFirst();

        assertThat(limit.getDefaultRequest()).isEqualTo(Fences.requests(pool.resources()));
        assertThat(limit.getMax()).isEqualTo(Fences.most(pool.resources()));
        assertThat(limit.getDefault()).isEqualTo(limit.getMax());
    }

    @Test
    void noPoolTakesMoreThanItsShareBeyondItsGuarantee() {
        qt().forAll(
                        integers().between(0, 2000),
                        integers().between(0, 8000),
                        doubles().between(0, 1),
                        integers().between(0, 20))
                .checkAssert(
                        (cores, gibibytes, ratio, guaranteed) -> {
                            Allocatable all = allocatable(cores, gibibytes);
                            Share share = new Share(1, guaranteed, ratio);
                            for (ResourceProfile profile : ResourceProfile.values()) {
                                Quota ceiling = all.ceiling(share, profile);
                                assertThat(ceiling.replicas()).isGreaterThanOrEqualTo(guaranteed);
                                if (ceiling.replicas() > guaranteed) {
                                    assertThat(number(ceiling.hard(), "requests.cpu"))
                                            .isLessThanOrEqualTo(part(all.cpuCores(), ratio));
                                    assertThat(number(ceiling.hard(), "requests.memory"))
                                            .isLessThanOrEqualTo(part(all.memoryBytes(), ratio));
                                }
                            }
                        });
    }

    private static BigDecimal part(BigDecimal all, double ratio) {
        return all.multiply(BigDecimal.valueOf(ratio));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    cores, gibibytes, ratio, guaranteed, mostReplicas
                    100,   1000,      0.4,   5,          79
                    100,   100,       0.4,   5,          19
                    100,   1000,      0.2,   3,          39
                    100,   1000,      0.1,   1,          19
                    4,     16,        0.4,   5,          5
                    0,     0,         0.4,   0,          0
                    """,
            useHeadersInDisplayName = true)
    void whatIsScarcerDecides(
            int cores, int gibibytes, double ratio, int guaranteed, int mostReplicas) {
        assertThat(
                        allocatable(cores, gibibytes)
                                .mostReplicas(
                                        new Share(1, guaranteed, ratio), ResourceProfile.STANDARD))
                .isEqualTo(mostReplicas);
    }

    private static Allocatable allocatable(int cores, int gibibytes) {
        return Allocatable.of(List.of(node(cores, gibibytes).build()));
    }

    @Test
    void nodesThatTakeNoWorkersDoNotCountAndThoseUnderRepairDo() {
        List<Node> nodes =
                List.of(
                        node(8, 32).build(),
                        tainted("node.kubernetes.io/unschedulable"),
                        tainted("node-role.kubernetes.io/control-plane"));

        assertThat(Allocatable.of(nodes)).isEqualTo(Allocatable.of(List.of(node(16, 64).build())));
    }

    private static Node tainted(String key) {
        return node(8, 32)
                .editSpec()
                .addNewTaint()
                .withKey(key)
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .build();
    }

    private static NodeBuilder node(int cores, int gibibytes) {
        return new NodeBuilder()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addToAllocatable("cpu", new Quantity(Integer.toString(cores)))
                .addToAllocatable("memory", new Quantity(gibibytes + "Gi"))
                .endStatus();
    }
}
