package dev.spillway.controller.kubernetes.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.FakeApiServer;
import dev.spillway.controller.signal.metrics.FrontProxyTrust;
import dev.spillway.controller.signal.metrics.certificate.ServingCertificate;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class AggregationIT {

    private static final Instant NOW = Instant.parse("2026-11-27T02:47:00Z");
    private static final String NAME = "v1beta1.external.metrics.k8s.io";
    private static final String FIRST = pem();
    private static final String SECOND = pem();

    private final FakeApiServer api = new FakeApiServer();
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), api, false);
    private final KubernetesClient client = start();
    private final FrontProxyTrust trust = new FrontProxyTrust();
    private final Aggregation first = controller(FIRST);

    private static String pem() {
        return ServingCertificate.make(List.of("external-metrics.spillway-system.svc"), NOW).pem();
    }

    private KubernetesClient start() {
        server.init();
        return server.createClient();
    }

    private Aggregation controller(String certificate) {
        return new Aggregation(
                client,
                trust,
                new ServedBy("spillway-system", "external-metrics", 443, certificate),
                () -> NOW);
    }

    @AfterEach
    void close() {
        client.close();
        server.destroy();
    }

    private void hasAFrontProxy() {
        client.resource(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace("kube-system")
                                .withName("extension-apiserver-authentication")
                                .endMetadata()
                                .withData(Map.of("requestheader-client-ca-file", pem()))
                                .build())
                .create();
    }

    private APIService registered() {
        return client.apiServices().withName(NAME).get();
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("default").list().getItems();
    }

    @Test
    void registersWithTheCertificateItAnswersWith() {
        hasAFrontProxy();
        client.resource(
                        new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName("spillway-external-metrics")
                                .withUid("uid-of-the-role")
                                .endMetadata()
                                .build())
                .create();

        assertThat(first.look()).isEqualTo(new Registration.Ours());
        APIService registered = registered();
        assertThat(registered.getSpec().getService())
                .satisfies(
                        service -> {
                            assertThat(service.getNamespace()).isEqualTo("spillway-system");
                            assertThat(service.getName()).isEqualTo("external-metrics");
                            assertThat(service.getPort()).isEqualTo(443);
                        });
        assertThat(registered.getSpec().getCaBundle()).isEqualTo(base64(FIRST));
        assertThat(registered.getSpec().getInsecureSkipTLSVerify()).isNull();
        assertThat(registered.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(
                        owner -> {
                            assertThat(owner.getKind()).isEqualTo("ClusterRole");
                            assertThat(owner.getUid()).isNotBlank();
                        });
        assertThat(trust.getAcceptedIssuers()).hasSize(1);
        assertThat(events()).isEmpty();
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void writesNothingAsLongAsNothingChanges() {
        hasAFrontProxy();
        first.look();
        long writes = api.writes();
        first.look();

        assertThat(api.writes()).isEqualTo(writes);
    }

    @Test
    void nobodyIsSentToAServerThatCannotTellWhoAsks() {
        assertThat(first.look())
                .isEqualTo(
                        new Registration.Failed(
                                "requestheader-client-ca-file is empty; the API server has no certificate to hand requests on with"));
        assertThat(registered()).isNull();
    }

    @Test
    void leavesTheApiToAnotherServerThatHasIt() {
        hasAFrontProxy();
        client.resource(held("keda", "keda-operator-metrics-apiserver")).create();

        Registration.Held held =
                new Registration.Held("Service keda/keda-operator-metrics-apiserver");
        assertThat(first.look()).isEqualTo(held);
        assertThat(first.look()).isEqualTo(held);
        assertThat(events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.getReason()).isEqualTo("ExternalMetricsHeld");
                            assertThat(event.getMessage())
                                    .isEqualTo(
                                            "external metrics are answered by Service keda/keda-operator-metrics-apiserver, not by this controller; delete APIService v1beta1.external.metrics.k8s.io to change that, or unset SPILLWAY_EXTERNAL_METRICS_PORT");
                        });
        first.end();
        assertThat(registered().getSpec().getService().getNamespace()).isEqualTo("keda");
    }

    @Test
    void anotherInstallationsControllerIsAnotherServer() {
        hasAFrontProxy();
        APIService other = held("spillway-other", "external-metrics");
        other.getMetadata()
                .setLabels(Map.of("app.kubernetes.io/managed-by", "spillway-controller"));
        client.resource(other).create();

        assertThat(first.look()).isInstanceOf(Registration.Held.class);
    }

    private static APIService held(String namespace, String service) {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withGroup("external.metrics.k8s.io")
                .withVersion("v1beta1")
                .withNewService()
                .withNamespace(namespace)
                .withName(service)
                .endService()
                .endSpec()
                .build();
    }

    @Test
    void registersWhenTheOtherServerIsGone() {
        hasAFrontProxy();
        APIService other = client.resource(held("keda", "metrics")).create();
        first.look();
        client.resource(other).delete();

        assertThat(first.look()).isEqualTo(new Registration.Ours());
        assertThat(registered().getSpec().getCaBundle()).isEqualTo(base64(FIRST));
    }

    @Test
    void theNextControllerTakesOverAndTheLastOneLeavesItAlone() {
        hasAFrontProxy();
        first.look();
        Aggregation second = controller(SECOND);

        assertThat(second.look()).isEqualTo(new Registration.Ours());
        assertThat(registered().getSpec().getCaBundle()).isEqualTo(base64(SECOND));
        first.end();
        assertThat(registered()).isNotNull();
        second.end();
        assertThat(registered()).isNull();
    }

    @Test
    void saysWhenTheApiServerDoesNotReachIt() {
        hasAFrontProxy();
        first.look();
        client.apiServices()
                .withName(NAME)
                .edit(
                        there ->
                                new APIServiceBuilder(there)
                                        .withNewStatus()
                                        .addNewCondition()
                                        .withType("Available")
                                        .withStatus("False")
                                        .withMessage("connection refused")
                                        .endCondition()
                                        .endStatus()
                                        .build());

        assertThat(first.look()).isEqualTo(new Registration.Unreachable("connection refused"));
        assertThat(events())
                .extracting(Event::getReason)
                .containsExactly("ExternalMetricsUnreachable");
    }

    @Test
    void aRefusalIsOneLine() {
        hasAFrontProxy();
        api.through(reply -> reply.isWrite() ? reply.refused() : reply);

        assertThat(first.look()).isEqualTo(new Registration.Failed("the API server answered 500"));
        assertThat(new Registration.Failed("the API server answered 500").words())
                .isEqualTo("external metrics could not be registered: the API server answered 500");
    }
}
