package dev.spillway.controller.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.kubernetes.resource.BadResources.Bad;
import dev.spillway.controller.kubernetes.resource.BadResources.RefusedBy;
import dev.spillway.controller.yaml.Document.Kind;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a real API server makes of the schemas. It needs the definitions of {@code k8s/base/crds}
 * installed there, and leaves nothing behind.
 */
@EnabledIfEnvironmentVariable(named = "SPILLWAY_E2E_KUBECONFIG", matches = ".+")
@SuppressWarnings("NullAway.Init")
final class CustomResourcesIT {

    private static final Set<String> RESERVED = Set.of("system", "dedicated");

    private static KubernetesClient client;

    @BeforeAll
    static void connects() throws IOException {
        File kubeconfig = new File(System.getenv("SPILLWAY_E2E_KUBECONFIG"));
        client =
                new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
        new CustomResources(client).requireInstalled();
    }

    @AfterAll
    static void closes() {
        client.close();
    }

    static List<Bad> all() {
        return BadResources.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesWhatThePageSays(Bad bad) {
        GenericKubernetesResource resource = bad.resource();
        if (!RESERVED.contains(bad.name())) {
            // What the cluster has already must not be in the way.
            resource.getMetadata().setName("e2e-" + bad.name());
        }

        assertThat(refuses(resource)).isEqualTo(bad.refusedBy() == RefusedBy.API_SERVER);
    }

    @Test
    void takesWhatIsGood() {
        for (GenericKubernetesResource good : BadResources.good()) {
            good.getMetadata().setName("e2e-" + good.getMetadata().getName());

            assertThat(refuses(good)).isFalse();
        }
    }

    @Test
    void fillsInWhatIsAlwaysTheSame() {
        GenericKubernetesResource tenant =
                dryRun(BadResources.resource(Kind.TENANT, "e2e-defaults", "{autoscaling: {}}"));

        assertThat(tenant.getAdditionalProperties().get("spec"))
                .isEqualTo(
                        Map.of(
                                "tier",
                                "standard",
                                "pool",
                                "dedicated",
                                "autoscaling",
                                Map.of("engine", "direct", "resources", "standard")));
    }

    @Test
    void aRegionCannotChangeOnceItIsSet() {
        assertThatThrownBy(
                        () ->
                                change(
                                        Kind.TENANT,
                                        "{residency: {region: eu-1}}",
                                        "{residency: {region: us-1}}"))
                .hasMessageContaining(
                        "residency.region is 'eu-1' and cannot change once it is set; residency is hard, so make another tenant");
        assertThatThrownBy(() -> change(Kind.TENANT, "{residency: {region: eu-1}}", "{}"))
                .hasMessageContaining("cannot change once it is set");
        assertThatThrownBy(() -> change(Kind.POOL, "{}", "{region: eu-1}"))
                .hasMessageContaining("region is 'local' and cannot change");
        change(Kind.TENANT, "{tier: free}", "{residency: {region: eu-1}}");
    }

    private static void change(Kind kind, String from, String to) {
        GenericKubernetesResource first = BadResources.resource(kind, "e2e-region", from);
        client.resource(first).create();
        try {
            client.resource(BadResources.resource(kind, "e2e-region", to)).update();
        } finally {
            client.resource(first).delete();
        }
    }

    private static boolean refuses(GenericKubernetesResource resource) {
        try {
            dryRun(resource);
            return false;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as(e.getMessage()).isIn(400, 422);
            return true;
        }
    }

    private static GenericKubernetesResource dryRun(GenericKubernetesResource resource) {
        return client.resource(resource).dryRun().fieldValidation(Validation.STRICT).create();
    }
}
