package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.kubernetes.plan.SizePlan;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

import java.util.LinkedHashMap;
import java.util.Map;

/** A pool's workers, and the account without rights that they run under. */
final class WorkerDeployment {

    static final String HTTP = "http";
    static final int PORT = 8080;

    private static final int KEPT_REVISIONS = 3;

    /** Longer than a worker lets itself finish what it holds. */
    private static final long GRACE_SECONDS = 45;

    private static final long USER = 10_001;
    private static final String TEMPORARY = "tmp";

    private final ManifestSettings settings;
    private final WorkerContainer container;

    WorkerDeployment(ManifestSettings settings) {
        this.settings = settings;
        this.container = new WorkerContainer(settings);
    }

    static ServiceAccount account(Identity identity) {
        return new ServiceAccountBuilder()
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    /** Without replicas: who scales the pool owns that field. */
    Deployment of(Identity identity, Pool pool) {
        return new DeploymentBuilder()
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .withNewSpec()
                .withRevisionHistoryLimit(KEPT_REVISIONS)
                .withNewSelector()
                .withMatchLabels(identity.selector())
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(SizePlan.SURGE))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(identity.labels())
                .withAnnotations(annotations())
                .endMetadata()
                .withSpec(pod(identity, pool))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> annotations() {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("prometheus.io/scrape", "true");
        annotations.put("prometheus.io/port", Integer.toString(PORT));
        annotations.put("prometheus.io/path", "/metrics");
        // Nothing in there is missed, so it must not keep an idle node alive.
        annotations.put("cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes", TEMPORARY);
        return annotations;
    }

    private PodSpec pod(Identity identity, Pool pool) {
        PodSpec spec =
                new PodSpecBuilder()
                        .withServiceAccountName(PoolManifests.WORKER)
                        .withAutomountServiceAccountToken(false)
                        // A service named redis would set REDIS_PORT to an address.
                        .withEnableServiceLinks(false)
                        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                        .withNewSecurityContext()
                        .withRunAsNonRoot(true)
                        .withRunAsUser(USER)
                        .withRunAsGroup(USER)
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .endSecurityContext()
                        .withAffinity(Placement.affinity(identity, pool.region()))
                        .withTopologySpreadConstraints(Placement.acrossZones(identity))
                        .withContainers(container.of(pool))
                        .addNewVolume()
                        .withName(TEMPORARY)
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity("256", "Mi"))
                        .endEmptyDir()
                        .endVolume()
                        .build();
        settings.priorityClass().ifPresent(spec::setPriorityClassName);
        return spec;
    }
}
