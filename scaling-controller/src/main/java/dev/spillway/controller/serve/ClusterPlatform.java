package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.journal.NoteStore;
import dev.spillway.controller.kubernetes.event.ScaleEvents;
import dev.spillway.controller.kubernetes.lead.Leadership;
import dev.spillway.controller.kubernetes.manifest.ManifestSettings;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;
import dev.spillway.controller.kubernetes.reconcile.ClusterWorkers;
import dev.spillway.controller.kubernetes.reconcile.ManifestBlueprint;
import dev.spillway.controller.kubernetes.reconcile.Nodes;
import dev.spillway.controller.kubernetes.resource.AnnotatedPauses;
import dev.spillway.controller.kubernetes.resource.ClusterCatalog;
import dev.spillway.controller.kubernetes.resource.CustomResources;
import dev.spillway.controller.kubernetes.resource.ResourceOwners;
import dev.spillway.controller.kubernetes.resource.status.StatusWriter;
import dev.spillway.controller.loop.Actuator;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.CatalogSource;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A cluster: pods, custom resources, and several controllers of which one acts. */
final class ClusterPlatform implements Platform {

    private final KubernetesClient client;
    private final NoteStore notes;
    private final Pauses pauses;
    private final ClusterCatalog catalog;
    private final ResourceOwners owners;
    private final Nodes nodes;
    private final ClusterWorkers workers;
    private final ClusterStatus status;
    private final ScaleEvents events;
    private final ClusterSignals signals;
    private final Leadership leadership;
    private volatile Map<String, List<String>> tenantsByPool = Map.of();

    /**
     * Returns once everything in the cluster was read.
     *
     * @param lost is called when another controller may act instead
     */
    ClusterPlatform(
            KubernetesClient client,
            Settings.Platform.Kubernetes cluster,
            Settings settings,
            NoteStore notes,
            Pauses pauses,
            Runnable lost) {
        this.client = client;
        this.notes = notes;
        CustomResources resources = new CustomResources(client);
        this.catalog = ClusterCatalog.watch(resources, new CatalogReader(settings.defaults()));
        this.owners = new ResourceOwners(catalog, resources);
        this.pauses = new AnnotatedPauses(pauses, owners);
        this.nodes = new Nodes(client);
        this.workers =
                new ClusterWorkers(
                        client,
                        new ManifestBlueprint(
                                new PoolManifests(manifests(cluster, settings)),
                                nodes,
                                pool -> tenantsByPool.getOrDefault(pool, List.of())),
                        owners);
        this.status =
                new ClusterStatus(
                        catalog,
                        workers,
                        new StatusWriter(resources, client.getKubernetesSerialization()));
        this.signals =
                new ClusterSignals(client, cluster, settings.address(), InstantSource.system());
        this.events = new ScaleEvents(client, owners::owner);
        this.leadership =
                new Leadership(
                        client,
                        cluster.namespace(),
                        cluster.identity(),
                        () -> {
                            workers.close();
                            lost.run();
                        });
    }

    private static ManifestSettings manifests(
            Settings.Platform.Kubernetes cluster, Settings settings) {
        return new ManifestSettings(
                cluster.workerImage(),
                cluster.imagePullPolicy(),
                cluster.namespace(),
                settings.redisHost(),
                settings.redisPort(),
                cluster.priorityClass(),
                cluster.readinessDelay(),
                cluster.prometheus().toString(),
                scalerAddress(cluster),
                cluster.externalMetricsPort().isPresent(),
                cluster.workerEnvironment());
    }

    private static Optional<String> scalerAddress(Settings.Platform.Kubernetes cluster) {
        return cluster.externalScalerPort().stream()
                .mapToObj(
                        port ->
                                "%s.%s.svc:%d"
                                        .formatted(
                                                ClusterSignals.SCALER_SERVICE,
                                                cluster.namespace(),
                                                port))
                .findFirst();
    }

    @Override
    public Actuator actuator() {
        return workers;
    }

    @Override
    public NoteStore notes() {
        return notes;
    }

    @Override
    public Pauses pauses() {
        return pauses;
    }

    @Override
    public CatalogSource documents() {
        return catalog;
    }

    @Override
    public boolean acts() {
        return leadership.isHeld();
    }

    @Override
    public void decided(Decision decision) {
        events.decided(decision);
    }

    @Override
    public void report(List<PoolState> pools, Instant now) {
        tenantsByPool =
                pools.stream()
                        .collect(
                                Collectors.toMap(
                                        state -> state.pool().name(),
                                        state ->
                                                state.tenants().stream()
                                                        .map(Tenant::name)
                                                        .toList()));
        Set<String> wanted = tenantsByPool.keySet();
        owners.leaving().stream()
                .filter(pool -> !wanted.contains(pool))
                .forEach(pool -> workers.retire(pool, now));
        status.report(pools, now);
        signals.report(pools, now);
    }

    @Override
    public void stop(Instant now) {
        signals.close();
        // The Lease last: nobody else may act while something of ours is under way.
        workers.close();
        leadership.close();
        status.close();
        events.close();
        nodes.close();
        catalog.close();
        client.close();
    }
}
