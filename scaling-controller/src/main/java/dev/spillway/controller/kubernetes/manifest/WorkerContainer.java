package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.Pool;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The process of one worker. */
final class WorkerContainer {

    private static final String WORKER_ID = "SPILLWAY_WORKER_ID";
    private static final int PERIOD_SECONDS = 10;

    /** Two minutes: more than a cold start with its corpus takes. */
    private static final int START_PERIODS = 12;

    private static final int READINESS_TIMEOUT_SECONDS = 3;
    private static final int LIVENESS_TIMEOUT_SECONDS = 5;

    private final ManifestSettings settings;

    WorkerContainer(ManifestSettings settings) {
        this.settings = settings;
    }

    Container of(Pool pool) {
        return new ContainerBuilder()
                .withName(PoolManifests.WORKER)
                .withImage(settings.workerImage())
                .withImagePullPolicy(settings.imagePullPolicy())
                .withEnv(environment(pool))
                .addNewPort()
                .withName(WorkerDeployment.HTTP)
                .withContainerPort(WorkerDeployment.PORT)
                .withProtocol("TCP")
                .endPort()
                .withNewResources()
                .withRequests(Fences.requests(pool.resources()))
                .withLimits(Fences.most(pool.resources()))
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withStartupProbe(startup())
                .withReadinessProbe(readiness())
                .withLivenessProbe(liveness())
                // The model's native library is unpacked there.
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    /** Sorted, so that the same pool always renders the same and no update is seen in order. */
    private List<EnvVar> environment(Pool pool) {
        Map<String, String> values = new TreeMap<>();
        values.put("REDIS_HOST", settings.redisHost());
        values.put("REDIS_PORT", Integer.toString(settings.redisPort()));
        values.put("PREWARM_MODEL", "1");
        values.put("READINESS_CHECK_MODEL", "1");
        values.putAll(settings.workerEnvironment());
        values.putAll(pool.workerEnvironment());
        values.put("SPILLWAY_POOL", pool.name());
        values.put("SERVER_ADDRESS", "0.0.0.0");
        values.put("SERVER_PORT", Integer.toString(WorkerDeployment.PORT));
        values.put("PREDICT_MAX_CONCURRENCY", Integer.toString(pool.slotsPerWorker()));
        values.remove(WORKER_ID);
        List<EnvVar> environment = new ArrayList<>();
        environment.add(
                new EnvVarBuilder()
                        .withName(WORKER_ID)
                        .withNewValueFrom()
                        .withNewFieldRef()
                        .withFieldPath("metadata.name")
                        .endFieldRef()
                        .endValueFrom()
                        .build());
        values.forEach(
                (name, value) ->
                        environment.add(
                                new EnvVarBuilder().withName(name).withValue(value).build()));
        return environment;
    }

    private static Probe startup() {
        return probe("/health").withFailureThreshold(START_PERIODS).build();
    }

    private Probe readiness() {
        return probe("/readyz")
                .withInitialDelaySeconds((int) settings.readinessDelay().toSeconds())
                .withTimeoutSeconds(READINESS_TIMEOUT_SECONDS)
                .build();
    }

    /** Patient: a busy worker answers late, and a restart would cost it all it holds. */
    private static Probe liveness() {
        return probe("/livez").withTimeoutSeconds(LIVENESS_TIMEOUT_SECONDS).build();
    }

    private static ProbeBuilder probe(String path) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(WorkerDeployment.HTTP))
                .endHttpGet()
                .withPeriodSeconds(PERIOD_SECONDS);
    }
}
