package dev.spillway.controller.serve;

import dev.spillway.controller.kubernetes.aggregation.Aggregation;
import dev.spillway.controller.kubernetes.aggregation.ServedBy;
import dev.spillway.controller.kubernetes.lead.LeaderLabel;
import dev.spillway.controller.kubernetes.manifest.PoolManifests;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.signal.Signals;
import dev.spillway.controller.signal.keda.ScalerServer;
import dev.spillway.controller.signal.metrics.FrontProxyTrust;
import dev.spillway.controller.signal.metrics.MetricsApi;
import dev.spillway.controller.signal.metrics.MetricsServer;
import dev.spillway.controller.signal.metrics.certificate.ServingCertificate;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets other autoscalers use what the loop decided, as far as that is switched on. Every controller
 * listens, the one that leads answers; it alone is registered, from its first pass to its end.
 */
final class ClusterSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterSignals.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration LAST_LOOK = Duration.ofSeconds(20);

    /** The Services of the components external-scaler and external-metrics. */
    static final String SCALER_SERVICE = "external-scaler";

    static final String METRICS_SERVICE = "external-metrics";
    private static final int METRICS_SERVICE_PORT = 443;

    private final Signals signals = new Signals(System::nanoTime);
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final LeaderLabel label;
    private final Optional<Aggregation> aggregation;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("signals").factory());
    private boolean leads;

    /** Begins to listen. */
    ClusterSignals(
            KubernetesClient client,
            Settings.Platform.Kubernetes cluster,
            String address,
            InstantSource clock) {
        this.label = new LeaderLabel(client, cluster.namespace(), cluster.identity());
        cluster.externalScalerPort()
                .ifPresent(port -> servers.add(new ScalerServer(signals, address, port)));
        this.aggregation = aggregation(client, cluster, address, clock);
        if (!servers.isEmpty()) {
            thread.execute(label::takeOff);
        }
    }

    private Optional<Aggregation> aggregation(
            KubernetesClient client,
            Settings.Platform.Kubernetes cluster,
            String address,
            InstantSource clock) {
        OptionalInt port = cluster.externalMetricsPort();
        if (port.isEmpty()) {
            return Optional.empty();
        }
        ServingCertificate certificate =
                ServingCertificate.make(
                        List.of(ServedBy.host(cluster.namespace(), METRICS_SERVICE)),
                        clock.instant());
        FrontProxyTrust trust = new FrontProxyTrust();
        servers.add(
                new MetricsServer(
                        new MetricsApi(signals, cluster.namespace(), PoolManifests::namespaceOf),
                        address,
                        port.getAsInt(),
                        certificate,
                        trust));
        return Optional.of(
                new Aggregation(
                        client,
                        trust,
                        new ServedBy(
                                cluster.namespace(),
                                METRICS_SERVICE,
                                METRICS_SERVICE_PORT,
                                certificate.pem()),
                        clock));
    }

    /** A pass was made, so this is the controller that leads. */
    void report(List<PoolState> pools, Instant now) {
        if (servers.isEmpty()) {
            return;
        }
        signals.publish(pools, now);
        if (!leads) {
            leads = true;
            thread.execute(label::put);
            aggregation.ifPresent(
                    api -> {
                        var _ =
                                thread.scheduleWithFixedDelay(
                                        () -> look(api),
                                        0,
                                        LOOK_AGAIN.toSeconds(),
                                        TimeUnit.SECONDS);
                    });
        }
    }

    private static void look(Aggregation api) {
        try {
            var _ = api.look();
        } catch (RuntimeException e) {
            // It must not end those to come.
            LOG.error("external metrics could not be looked after; trying again", e);
        }
    }

    /** First nobody is sent here any more, then nobody is answered. */
    @Override
    public void close() {
        if (leads) {
            thread.execute(
                    () -> {
                        aggregation.ifPresent(Aggregation::end);
                        label.takeOff();
                    });
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_LOOK.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("external metrics could not be taken back in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        servers.forEach(ClusterSignals::close);
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            LOG.warn("a server could not be closed", e);
        }
    }
}
