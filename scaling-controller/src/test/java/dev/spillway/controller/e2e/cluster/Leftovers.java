package dev.spillway.controller.e2e.cluster;

import dev.spillway.controller.kubernetes.resource.CustomResources;
import dev.spillway.controller.yaml.Document;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.time.Duration;
import java.util.List;

/** What scenarios made: everything whose name begins with {@value #PREFIX}. */
record Leftovers(KubernetesClient client) {

    static final String PREFIX = "e2e-";

    private static final List<Document.Kind> KINDS =
            List.of(Document.Kind.PREWARM_SCHEDULE, Document.Kind.TENANT, Document.Kind.POOL);

    /** While a controller runs, which drains first. */
    void remove() {
        delete();
        if (!Await.within(Duration.ofMinutes(3), this::areGone)) {
            System.out.println("left behind: " + names());
        }
    }

    /** What a run that was killed left, before a controller runs that would see to it. */
    void forget() {
        if (client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("tenants.spillway.dev")
                        .get()
                != null) {
            delete();
        }
    }

    private void delete() {
        for (Document.Kind kind : KINDS) {
            CustomResources resources = new CustomResources(client);
            resources.of(kind).list().getItems().stream()
                    .filter(Leftovers::isOurs)
                    .forEach(each -> client.resource(each).delete());
        }
        client.namespaces().list().getItems().stream()
                .filter(each -> each.getMetadata().getName().startsWith("spillway-" + PREFIX))
                .filter(each -> each.getMetadata().getDeletionTimestamp() == null)
                .filter(each -> each.getMetadata().getOwnerReferences().isEmpty())
                .forEach(each -> client.resource(each).delete());
    }

    private boolean areGone() {
        return names().isEmpty();
    }

    private List<String> names() {
        return client.namespaces().list().getItems().stream()
                .map(each -> each.getMetadata().getName())
                .filter(name -> name.startsWith("spillway-" + PREFIX))
                .toList();
    }

    private static boolean isOurs(GenericKubernetesResource resource) {
        return resource.getMetadata().getName().startsWith(PREFIX);
    }
}
