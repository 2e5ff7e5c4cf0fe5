package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Cluster;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

@EndToEnd
final class QuotaE2E {

    private static final double CORES_OF_ONE = 0.1;
    private static final double BYTES_OF_ONE = 512.0 * (1 << 20);

    /** Pods that the share holds: two workers and one for updates, and half of one more. */
    private static final double PODS = 3.5;

    private static final double ROUNDED_TO = 100_000;

    /** Slow enough that requests wait until all workers are ready. */
    private static final Duration SERVICE = Duration.ofSeconds(2);

    @Test
    @Needs(Need.READY_WORKERS)
    void aTenantAtItsQuotaNeverDelaysAnother(ClusterUnderTest cluster) {
        TenantDocument limited =
                TenantDocument.of("limited")
                        .withShareRatio(ratio(cluster))
                        .answeringWithin(SERVICE);
        TenantDocument other = TenantDocument.of("other").answeringWithin(SERVICE);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(limited, other);
            platform.awaitReady(1, limited, other);

            try (Timeline atQuota = new Timeline(cluster.client(), limited);
                    Timeline free = new Timeline(cluster.client(), other)) {
                Load flood = platform.load(limited);
                var _ = flood.floodUntilDrained(300);
                platform.awaitReady(2, limited);
                assertThat(Conditions.await(platform, limited, "QuotaLimited", "True"))
                        .isEqualTo("4 workers wanted, the quota has room for 2");

                Load load = platform.load(other);
                Instant from = load.floodUntilDrained(300);
                assertThat(free.reached(Timeline.What.REPLICAS, 4, from))
                        .isBefore(from.plusSeconds(15));
                assertThat(atQuota.numbers(Timeline.What.REPLICAS)).containsExactly(1, 2);
                assertThat(atQuota.numbers(Timeline.What.QUOTA_PODS))
                        .allSatisfy(pods -> assertThat(pods).isLessThanOrEqualTo(3));
                free.print(from, platform.decided(other, 4, from), 4);
                flood.drain();
                load.drain();
                var _ = Conditions.await(platform, limited, "QuotaLimited", "False");
            }
        }
    }

    /** A share of the cluster that holds that many pods, whatever the cluster's size. */
    private static double ratio(ClusterUnderTest cluster) {
        Cluster all = new Cluster(cluster.client());
        double exact =
                PODS
                        * Math.max(
                                CORES_OF_ONE / all.allocatable("cpu").doubleValue(),
                                BYTES_OF_ONE / all.allocatable("memory").doubleValue());
        return Math.rint(exact * ROUNDED_TO) / ROUNDED_TO;
    }
}
