package dev.spillway.controller.kubernetes.resource;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The definitions of the custom resources, as the repository has them. */
final class Definitions {

    private static final Path FOLDER =
            Path.of(System.getProperty("spillway.root"), "k8s", "base", "crds");

    private Definitions() {}

    static void install(KubernetesClient client) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.yaml")) {
            for (Path file : files) {
                if (!file.endsWith("kustomization.yaml")) {
                    client.load(Files.newInputStream(file)).create();
                }
            }
        }
    }
}
