package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@EndToEnd
final class SpikeE2E {

    private static final int MOST = 4;

    /** Slow enough that requests wait until new workers are ready. */
    private static final Duration SERVICE = Duration.ofSeconds(2);

    @Test
    @Needs({Need.ROOM_FOR_TEN, Need.READY_WORKERS})
    void aSpikeOfOneOfTenTenantsScalesThatOneAndNoOther(ClusterUnderTest cluster) {
        List<TenantDocument> tenants = ten();
        TenantDocument loud = tenants.getFirst();
        try (Platform platform = new Platform(cluster)) {
            Instant begin = Await.CLOCK.instant();
            tenants.forEach(platform::apply);
            platform.awaitReady(1, tenants.toArray(TenantDocument[]::new));
            System.out.printf(
                    "ten tenants ready after %d ms%n",
                    Duration.between(begin, Await.CLOCK.instant()).toMillis());

            try (Timeline timeline = new Timeline(cluster.client(), loud)) {
                Load load = platform.load(loud);
                Instant from = load.floodUntilDrained(300);
                platform.awaitReady(MOST, loud);
                timeline.print(from, platform.decided(loud, MOST, from), MOST);

                assertThat(timeline.reached(Timeline.What.REPLICAS, MOST, from))
                        .isBefore(from.plusSeconds(15));
                for (TenantDocument quiet : tenants.subList(1, tenants.size())) {
                    assertThat(platform.replicas(quiet)).as(quiet.name()).isEqualTo(1);
                    assertThat(platform.rest().changes(quiet.name(), from)).isEmpty();
                }

                load.drain();
                platform.awaitReady(1, loud);
                assertThat(timeline.numbers(Timeline.What.QUOTA_PODS).getLast()).isEqualTo(2);
            }
        }
    }

    private static List<TenantDocument> ten() {
        List<TenantDocument> tenants = new ArrayList<>();
        tenants.add(
                TenantDocument.of("premium")
                        .ofTier("premium")
                        .within(1, MOST)
                        .answeringWithin(SERVICE));
        for (int i = 1; i <= 5; i++) {
            tenants.add(TenantDocument.of("standard-" + i).within(1, MOST));
        }
        for (int i = 1; i <= 4; i++) {
            tenants.add(TenantDocument.of("free-" + i).ofTier("free").within(1, MOST));
        }
        return tenants;
    }
}
