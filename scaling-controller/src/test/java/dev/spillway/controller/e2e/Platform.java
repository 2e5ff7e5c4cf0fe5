package dev.spillway.controller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.e2e.cluster.Await;
import dev.spillway.controller.e2e.cluster.ClusterUnderTest;
import dev.spillway.controller.e2e.cluster.Rest;
import dev.spillway.controller.e2e.cluster.Rest.Change;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The platform as a person with kubectl sees it, for one scenario; its tenants go with it. */
final class Platform implements AutoCloseable {

    static final String WORKER = "rag-worker";

    private final ClusterUnderTest cluster;
    private final KubernetesClient client;
    private final Rest rest;
    private final List<TenantDocument> tenants = new ArrayList<>();

    Platform(ClusterUnderTest cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.rest = new Rest(cluster);
    }

    KubernetesClient client() {
        return client;
    }

    Rest rest() {
        return rest;
    }

    Load load(TenantDocument tenant) {
        return new Load(cluster, tenant);
    }

    /** Makes tenants, or changes them. */
    void apply(TenantDocument... documents) {
        for (TenantDocument document : documents) {
            document.documents().forEach(this::apply);
            if (tenants.stream().noneMatch(each -> each.name().equals(document.name()))) {
                tenants.add(document);
            }
        }
    }

    HasMetadata apply(String yaml) {
        return client.resource(yaml)
                .fieldManager("spillway-e2e")
                .forceConflicts()
                .serverSideApply();
    }

    void delete(TenantDocument tenant) {
        tenant.documents().reversed().forEach(yaml -> client.resource(yaml).delete());
    }

    /** Gives an order, and waits until it was taken. */
    void order(TenantDocument tenant, String kind) {
        var _ =
                rest.order(
                        tenant.name(),
                        "{\"kind\": %s, \"by\": \"e2e\", \"reason\": \"a scenario\"}"
                                .formatted(kind));
    }

    /** Waits until exactly so many workers of each are ready. */
    void awaitReady(int workers, TenantDocument... documents) {
        for (TenantDocument document : documents) {
            Await.until(
                    "%s has %d ready workers".formatted(document.name(), workers),
                    () -> ready(document) == workers && pods(document).size() == workers);
        }
    }

    long ready(TenantDocument tenant) {
        return pods(tenant).stream().filter(Readiness::isPodReady).count();
    }

    List<Pod> pods(TenantDocument tenant) {
        return client.pods().inNamespace(tenant.namespace()).list().getItems();
    }

    Resource<Deployment> deployment(TenantDocument tenant) {
        return client.apps().deployments().inNamespace(tenant.namespace()).withName(WORKER);
    }

    int replicas(TenantDocument tenant) {
        return deployment(tenant).get().getSpec().getReplicas();
    }

    /** When the pass began that first asked for so many workers. */
    Instant decided(TenantDocument tenant, int workers, Instant from) {
        return rest.changes(tenant.pool(), from).stream()
                .filter(change -> change.to() == workers)
                .map(Change::at)
                .findFirst()
                .orElseThrow();
    }

    /** No pod of the platform or these tenants was refused, by a quota or by Pod Security. */
    void assertNoPodWasRefused() {
        assertThat(
                        Stream.concat(
                                        Stream.of(cluster.namespace()),
                                        tenants.stream().map(TenantDocument::namespace))
                                .flatMap(this::refusals))
                .isEmpty();
    }

    private Stream<String> refusals(String namespace) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(
                        event ->
                                "FailedCreate".equals(event.getReason())
                                        && message(event).contains("forbidden"))
                .map(event -> namespace + ": " + message(event));
    }

    private static String message(Event event) {
        return event.getMessage() == null ? "" : event.getMessage();
    }

    @Override
    public void close() {
        try {
            assertNoPodWasRefused();
        } finally {
            tenants.forEach(this::delete);
        }
    }
}
