package dev.spillway.controller.e2e.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of this version for one small node, as kubectl renders them. */
record Manifests(List<HasMetadata> objects) {

    private static final String NAMESPACE = "spillway-system";
    private static final String REDIS = "redis:7.0.15";

    /** Renders k8s/overlays/local with the given images, in the given namespace. */
    static Manifests render(KubernetesClient client, String namespace, Path folder) {
        Path overlay =
                Path.of(System.getProperty("spillway.root", ".."), "k8s/overlays/local")
                        .toAbsolutePath();
        String kustomization =
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [%s]
                images:
                """
                                .formatted(namespace, folder.toAbsolutePath().relativize(overlay))
                        + image("spillway/tenant-router", Variables.image("tenant-router"))
                        + image("spillway/rag-service", Variables.image("rag-service"))
                        + image(
                                "spillway/scaling-controller",
                                Variables.image("scaling-controller"))
                        + image("redis", redis(client));
        try {
            Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
            byte[] rendered = kubectl("kustomize", folder.toString());
            List<HasMetadata> objects = client.load(new ByteArrayInputStream(rendered)).items();
            objects.forEach(object -> move(object, namespace));
            return new Manifests(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cluster that reaches no registry may have been given Redis together with the others. */
    private static String redis(KubernetesClient client) {
        String beside = Variables.SPILLWAY_E2E_IMAGE_PREFIX.or("") + REDIS;
        boolean there =
                client.nodes().list().getItems().stream()
                        .flatMap(node -> orNone(node.getStatus().getImages()))
                        // One that was replaced by another of its name has none.
                        .flatMap(image -> orNone(image.getNames()))
                        .anyMatch(name -> name.endsWith(beside) && !beside.equals(REDIS));
        return Variables.SPILLWAY_E2E_REDIS_IMAGE.or(there ? beside : REDIS);
    }

    private static <T> Stream<T> orNone(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }

    private static String image(String name, String image) {
        int colon = image.lastIndexOf(':');
        return "  - {name: %s, newName: %s, newTag: \"%s\"}%n"
                .formatted(name, image.substring(0, colon), image.substring(colon + 1));
    }

    private static byte[] kubectl(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "kubectl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
        return output;
    }

    /** A binding names its subject's namespace itself, and one for all namespaces needs a name. */
    private static void move(HasMetadata object, String namespace) {
        List<Subject> subjects =
                switch (object) {
                    case ClusterRoleBinding binding -> binding.getSubjects();
                    case RoleBinding binding -> binding.getSubjects();
                    default -> List.of();
                };
        subjects.forEach(subject -> subject.setNamespace(namespace));
        if (object instanceof ClusterRoleBinding && !namespace.equals(NAMESPACE)) {
            object.getMetadata().setName(object.getMetadata().getName() + "-" + namespace);
        }
    }

    /** Only what a controller outside needs: definitions, namespace, account and rights. */
    Manifests withoutWorkloads() {
        return new Manifests(
                objects.stream()
                        .filter(
                                object ->
                                        !List.of("Deployment", "StatefulSet", "PodDisruptionBudget")
                                                .contains(object.getKind()))
                        .toList());
    }

    /** Definitions and the namespace come first in what kubectl renders. */
    void apply(KubernetesClient client) {
        for (HasMetadata object : objects) {
            var _ =
                    client.resource(object)
                            .fieldManager("spillway-e2e")
                            .forceConflicts()
                            .serverSideApply();
        }
    }
}
