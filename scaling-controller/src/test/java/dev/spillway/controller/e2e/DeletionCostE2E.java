package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import io.fabric8.kubernetes.api.model.Pod;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@EndToEnd
final class DeletionCostE2E {

    private static final Duration LONG = Duration.ofSeconds(20);

    /**
     * Left to itself, the cluster takes the youngest; so the oldest is the one with little to do.
     */
    @Test
    @Needs(Need.READY_WORKERS)
    void thePodWithTheLeastInFlightGoes(ClusterUnderTest cluster) {
        TenantDocument tenant = TenantDocument.of("trimmed").within(1, 4).answeringWithin(LONG);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(1, tenant);
            List<String> oldest = names(platform, tenant);
            platform.order(tenant, "\"scale\", \"replicas\": 4");
            platform.awaitReady(4, tenant);
            List<String> pods =
                    Stream.concat(oldest.stream(), names(platform, tenant).stream())
                            .distinct()
                            .toList();
            Load load = platform.load(tenant);
            load.occupy(pods);
            Map<String, Integer> inFlight = load.inFlight(pods);
            Set<String> idlest = idlest(inFlight);
            assertThat(idlest).as("with the least of %s", inFlight).hasSizeLessThan(4);

            try (Timeline timeline = new Timeline(cluster.client(), tenant)) {
                platform.order(tenant, "\"scale\", \"replicas\": 3");
                Await.until(
                        "three are left",
                        () -> {
                            load.keepAlive(pods);
                            return names(platform, tenant).size() == 3;
                        });
                Set<String> gone =
                        pods.stream()
                                .filter(pod -> !names(platform, tenant).contains(pod))
                                .collect(Collectors.toSet());
                System.out.printf("of %s in flight went %s%n", inFlight, gone);
                assertThat(gone).as("of %s", inFlight).hasSize(1).isSubsetOf(idlest);
                assertThat(timeline.chosen()).as("told to go first").isEqualTo(gone);
            }
            load.drain();
            assertThat(load.outcomes()).allMatch(Load.ANSWERED::equals);
        }
    }

    private static Set<String> idlest(Map<String, Integer> inFlight) {
        int least = Collections.min(inFlight.values());
        return inFlight.entrySet().stream()
                .filter(each -> each.getValue() == least)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<String> names(Platform platform, TenantDocument tenant) {
        return platform.pods(tenant).stream()
                .map(Pod::getMetadata)
                .map(meta -> meta.getName())
                .toList();
    }
}
