package dev.spillway.controller.e2e.cluster;

import com.github.dockerjava.api.exception.NotFoundException;

import io.fabric8.kubernetes.client.Config;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An API server: one that is given, or K3s in a container. */
sealed interface Kubernetes {

    /**
     * The one at the other end of a kubeconfig; the container goes with the process.
     *
     * @param hasImages whether its nodes have Spillway's images
     */
    record Found(Config config, boolean hasImages) implements Kubernetes {}

    /** None, and what there would have to be. */
    record Missing(String needs) implements Kubernetes {}

    String K3S = "rancher/k3s:v1.36.2-k3s1";

    static Kubernetes find() {
        return Variables.SPILLWAY_E2E_KUBECONFIG
                .value()
                .<Kubernetes>map(
                        file ->
                                new Found(
                                        read(Path.of(file)),
                                        Variables.SPILLWAY_E2E_IMAGE_PREFIX.value().isPresent()))
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
        List<Path> images = images();
        images.forEach(file -> load(container, file));
        return new Found(
                Config.fromKubeconfig(container.getKubeConfigYaml()),
                !images.isEmpty() || Variables.SPILLWAY_E2E_IMAGE_PREFIX.value().isPresent());
    }

    /** What the build's profile for images has made, or nothing unless it made all. */
    private static List<Path> images() {
        Path root = Path.of(System.getProperty("spillway.root", ".."));
        List<Path> ours =
                Stream.of("tenant-router", "rag-service", "scaling-controller")
                        .map(name -> root.resolve("%s/target/image/%s.tar".formatted(name, name)))
                        .toList();
        Path redis = root.resolve("target/redis-image.tar");
        return ours.stream().allMatch(Files::exists)
                ? Stream.concat(ours.stream(), Stream.of(redis).filter(Files::exists)).toList()
                : List.of();
    }

    private static void load(K3sContainer container, Path image) {
        String inside = "/tmp/" + image.getFileName();
        try {
            container.copyFileToContainer(MountableFile.forHostPath(image), inside);
            ExecResult result = container.execInContainer("ctr", "images", "import", inside);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(
                        "K3s does not take %s: %s".formatted(image, result.getStderr().strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
