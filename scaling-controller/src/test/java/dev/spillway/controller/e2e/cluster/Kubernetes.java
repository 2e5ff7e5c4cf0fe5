package dev.spillway.controller.e2e.cluster;

import com.github.dockerjava.api.exception.NotFoundException;

import io.fabric8.kubernetes.client.Config;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An API server: one that is given, or K3s in a container. */
sealed interface Kubernetes {

    /** The one at the other end of a kubeconfig; the container goes with the process. */
    record Found(Config config) implements Kubernetes {}

    /** None, and what there would have to be. */
    record Missing(String needs) implements Kubernetes {}

    String K3S = "rancher/k3s:v1.36.2-k3s1";

    static Kubernetes find() {
        return Variables.SPILLWAY_E2E_KUBECONFIG
                .value()
                .<Kubernetes>map(file -> new Found(read(Path.of(file))))
                .orElseGet(Kubernetes::k3s);
    }

    private static Config read(Path file) {
        try {
            return Config.fromKubeconfig(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "SPILLWAY_E2E_KUBECONFIG is '%s', which cannot be read".formatted(file), e);
        }
    }

    /** Never pulls: that takes minutes where it works, and hangs where it does not. */
    private static Kubernetes k3s() {
        String image = Variables.SPILLWAY_E2E_K3S_IMAGE.or(K3S);
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return new Missing(
                    "a cluster: SPILLWAY_E2E_KUBECONFIG, or Docker, which does not answer here");
        }
        if (!hasImage(image)) {
            return new Missing(
                    "a cluster: SPILLWAY_E2E_KUBECONFIG, or the image %s (docker pull %s)"
                            .formatted(image, image));
        }
        K3sContainer container =
                new K3sContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s"));
        container.start();
        return new Found(Config.fromKubeconfig(container.getKubeConfigYaml()));
    }

    private static boolean hasImage(String image) {
        try {
            var _ = DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException notThere) {
            return false;
        }
    }
}
