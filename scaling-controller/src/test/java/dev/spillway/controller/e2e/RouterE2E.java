package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.PatientClient.Answer;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest.Need;
import dev.spillway.controller.e2e.cluster.EndToEnd;
import dev.spillway.controller.e2e.cluster.Needs;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

@EndToEnd
final class RouterE2E {

    private static final int REQUESTS = 120;
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(150);

    /** Longer than what the node grants a pod that is deleted by force. */
    private static final Duration SERVICE = Duration.ofSeconds(4);

    @Test
    @Needs({Need.RUNNING_CONTAINERS, Need.READY_WORKERS})
    void aRouterThatIsKilledUnderLoadLosesNothingAndAnswersNothingTwice(ClusterUnderTest cluster)
            throws Exception {
        TenantDocument tenant = TenantDocument.of("rerouted").within(4, 4).answeringWithin(SERVICE);
        try (Platform platform = new Platform(cluster)) {
            platform.apply(tenant);
            platform.awaitReady(4, tenant);
            PatientClient client = new PatientClient(cluster);

            Map<String, Answer> answers = askWhileTheRouterIsKilled(client, tenant, cluster);

            assertThat(answers.values().stream().mapToInt(Answer::attempts).max().orElse(0))
                    .as("attempts: the killed router was felt, or nothing was proved")
                    .isGreaterThan(1);
            assertThat(answers.values()).extracting(Answer::id).doesNotHaveDuplicates();
            for (Map.Entry<String, Answer> first : answers.entrySet()) {
                Answer again = client.ask(tenant, first.getKey());
                assertThat(again.id()).isEqualTo(first.getValue().id());
                assertThat(again.text()).isEqualTo(first.getValue().text());
            }
            platform.load(tenant).assertAllAnsweredOnce(REQUESTS);
        }
    }

    private static Map<String, Answer> askWhileTheRouterIsKilled(
            PatientClient client, TenantDocument tenant, ClusterUnderTest cluster)
            throws Exception {
        Map<String, Future<Answer>> asked = new LinkedHashMap<>();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < REQUESTS; i++) {
                if (i == REQUESTS / 3) {
                    cluster.killRouter();
                }
                String key = "rerouted-" + i;
                asked.put(key, users.submit(() -> client.ask(tenant, key)));
                LockSupport.parkNanos(BETWEEN_REQUESTS.toNanos());
            }
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Answer>> each : asked.entrySet()) {
            answers.put(each.getKey(), each.getValue().get());
        }
        return answers;
    }
}
