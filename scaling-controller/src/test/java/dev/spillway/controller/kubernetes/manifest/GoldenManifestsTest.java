package dev.spillway.controller.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whole pools as YAML. {@code -Dspillway.golden=write} writes the files anew: read the change. */
final class GoldenManifestsTest {

    private static final Path FOLDER =
            Path.of(
                    System.getProperty("spillway.root"),
                    "scaling-controller/src/test/resources/manifests");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aTenantThatTheControllerScalesItself() throws IOException {
        isAsIn("direct", Rendered.dedicated(Rendered.pool("media", Engine.DIRECT, 5, 30)));
    }

    @Test
    void aTenantWithAnHpa() throws IOException {
        isAsIn("hpa", Rendered.dedicated(Rendered.pool("media", Engine.HPA, 5, 30)));
    }

    @Test
    void aTenantWithKeda() throws IOException {
        isAsIn("keda", Rendered.dedicated(Rendered.pool("media", Engine.KEDA, 0, 30)));
    }

    @Test
    void aTenantWithAnHpaAndTheControllersOwnMetrics() throws IOException {
        isAsIn(
                "hpa-own-metrics",
                Rendered.dedicated(
                        Rendered.WITH_OWN_SIGNALS, Rendered.pool("media", Engine.HPA, 5, 30)));
    }

    @Test
    void aTenantWhoseKedaAsksTheController() throws IOException {
        isAsIn(
                "keda-external",
                Rendered.dedicated(
                        Rendered.WITH_OWN_SIGNALS, Rendered.pool("media", Engine.KEDA, 0, 30)));
    }

    @Test
    void aSharedPoolWithItsTenants() throws IOException {
        Pool pool =
                Rendered.pool(
                        "everyone",
                        "local",
                        Engine.HPA,
                        3,
                        12,
                        ResourceProfile.TINY,
                        Map.of(
                                "SPILLWAY_GENERATOR", "synthetic",
                                "SPILLWAY_SYNTHETIC_MEAN_MILLIS", "150"));
        isAsIn(
                "shared",
                Rendered.MANIFESTS.of(
                        pool,
                        Rendered.owner("Pool", "everyone"),
                        Quota.forReplicas(6, pool.resources()),
                        new Scaling(4, 12, List.of("retail", "health"))));
    }

    @Test
    void aTenantThatMustStayInItsRegion() throws IOException {
        isAsIn(
                "residency",
                Rendered.dedicated(
                        Rendered.pool(
                                "bank",
                                "ap-south-1",
                                Engine.DIRECT,
                                1,
                                3,
                                ResourceProfile.LARGE,
                                Map.of())));
    }

    private static void isAsIn(String name, List<HasMetadata> objects) throws IOException {
        Path file = FOLDER.resolve(name + ".yaml");
        String rendered = objects.stream().map(YAML::asYaml).collect(Collectors.joining());
        if (System.getProperty("spillway.golden", "").equals("write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(file));
    }
}
