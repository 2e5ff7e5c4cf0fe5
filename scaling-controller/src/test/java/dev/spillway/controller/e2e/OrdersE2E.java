package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

@EndToEnd
final class OrdersE2E {

    @Test
    @Needs(Need.READY_WORKERS)
    void peopleFixANumberOfWorkersAndLetGoAgain(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("ordered").within(1, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(1, tenant);
            Load load = platform.load(tenant);

            platform.order(tenant, "\"pause\"");
            var _ = load.flood(300);
            Await.until(
                    "the loop has seen the flood, and keeps to the pause",
                    () ->
                            platform.rest()
                                    .pool(tenant.name())
                                    .filter(pool -> pool.waiting() > 0 && pool.desired() == 1)
                                    .isPresent());
            assertThat(platform.replicas(tenant)).isEqualTo(1);
            load.drain();

            platform.order(tenant, "\"scale\", \"replicas\": 2");
            platform.awaitReady(2, tenant);
            platform.order(tenant, "\"emergency\"");
            platform.awaitReady(4, tenant);
            assertThat(platform.rest().explain(tenant.name())).contains("e2e");
            platform.order(tenant, "\"resume\"");
            platform.awaitReady(1, tenant);
        }
    }

    @Test
    @Needs(Need.READY_WORKERS)
    void workersOfAScheduleAreReadyByItsTime(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("scheduled").within(1, 4);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(1, tenant);
            LocalDateTime readyBy =
                    LocalDateTime.ofInstant(Await.CLOCK.instant(), ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.MINUTES)
                            .plusMinutes(2);
            // Two that start at once on a small node take longer than the one that was measured.
            String schedule =
                    """
                    apiVersion: spillway.dev/v1alpha1
                    kind: PrewarmSchedule
                    metadata: {name: e2e-event}
                    spec:
                      pool: %s
                      timeZone: UTC
                      once:
                        - {name: event, readyBy: "%s", until: "%s", workers: 3, leadTime: 45s}
                    """
                            .formatted(tenant.name(), readyBy, readyBy.plusHours(1));
            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                Instant from = Await.CLOCK.instant();
                var made = platform.apply(schedule);
                try {
                    Instant ready = timeline.reached(Timeline.What.READY, 3, from);
                    System.out.printf("schedule for %s: three ready at %s%n", readyBy, ready);
                    assertThat(ready).isBefore(readyBy.toInstant(ZoneOffset.UTC));
                } finally {
                    cluster.client().resource(made).delete();
                }
                platform.awaitReady(1, tenant);
            }
        }
    }
}
