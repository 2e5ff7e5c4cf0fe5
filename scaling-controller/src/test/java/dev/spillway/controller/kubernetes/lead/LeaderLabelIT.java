package dev.spillway.controller.kubernetes.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.FakeApiServer;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;

final class LeaderLabelIT {

    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(),
                    new MockWebServer(),
                    new HashMap<>(),
                    new FakeApiServer(),
                    false);
    private final KubernetesClient client = start();

    private KubernetesClient start() {
        server.init();
        return server.createClient();
    }

    @BeforeEach
    void twoControllers() {
        for (String name : List.of("one", "two")) {
            client.resource(
                            new PodBuilder()
                                    .withNewMetadata()
                                    .withNamespace("spillway-system")
                                    .withName(name)
                                    .addToLabels("app.kubernetes.io/name", "scaling-controller")
                                    .endMetadata()
                                    .build())
                    .create();
        }
    }

    @AfterEach
    void close() {
        client.close();
        server.destroy();
    }

    private LeaderLabel of(String pod) {
        return new LeaderLabel(client, "spillway-system", pod);
    }

    private List<String> leading() {
        return client
                .pods()
                .inNamespace("spillway-system")
                .withLabel("spillway.dev/leads", "true")
                .list()
                .getItems()
                .stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    @Test
    void oneAtATimeHasIt() {
        of("one").put();
        assertThat(leading()).containsExactly("one");

        of("two").put();
        assertThat(leading()).containsExactly("two");
        of("one").takeOff();
        assertThat(leading()).containsExactly("two");
        of("two").takeOff();
        assertThat(leading()).isEmpty();
    }

    @Test
    void outsideOfAPodThereIsNothingToLabel() {
        of("a-laptop").put();

        assertThat(leading()).isEmpty();
    }
}
