package dev.spillway.controller.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.ResourceProfile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;

final class RoundTripTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyObjectReadsBackTheSameAndHasOnlyFieldsOfTheApi(Engine engine) {
        for (HasMetadata object :
                Rendered.dedicated(
                        Rendered.pool(
                                "bank",
                                "ap-south-1",
                                engine,
                                2,
                                3,
                                ResourceProfile.TINY,
                                Map.of("SPILLWAY_LEASE", "5s")))) {
            HasMetadata readBack = YAML.unmarshal(YAML.asYaml(object));

            assertThat(readBack).isEqualTo(object);
            assertThat(UnknownFields.of(readBack)).isEmpty();
        }
    }

    @Test
    void aMisspeltFieldIsSeenHoweverDeepItIs() {
        Object read =
                YAML.unmarshal(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: rag-worker, nameSpace: here}
                        spec:
                          template:
                            spec:
                              containers:
                                - name: rag-worker
                                  readinesProbe: {periodSeconds: 10}
                        """);

        assertThat(UnknownFields.of(read))
                .containsExactlyInAnyOrder(
                        "Deployment.Metadata.nameSpace",
                        "Deployment.Spec.Template.Spec.Containers[].readinesProbe");
    }
}
