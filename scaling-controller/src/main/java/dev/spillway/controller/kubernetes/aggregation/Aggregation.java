package dev.spillway.controller.kubernetes.aggregation;

import dev.spillway.controller.signal.metrics.FrontProxy;
import dev.spillway.controller.signal.metrics.FrontProxyTrust;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the API server asking us for external metrics: learns how it shows that it is the API
 * server, then registers. What is wrong is said once, in the log and as an event.
 */
public final class Aggregation {

    private static final Logger LOG = LoggerFactory.getLogger(Aggregation.class);
    private static final String CONFIG_NAMESPACE = "kube-system";
    private static final String CONFIG = "extension-apiserver-authentication";

    /** Where events about what has no namespace belong. */
    private static final String EVENTS = "default";

    private final KubernetesClient client;
    private final FrontProxyTrust trust;
    private final ExternalMetricsApi api;
    private final InstantSource clock;
    private Optional<Registration> last = Optional.empty();

    /**
     * Begins with nothing registered.
     *
     * @param trust is told whom to let in
     */
    public Aggregation(
            KubernetesClient client, FrontProxyTrust trust, ServedBy us, InstantSource clock) {
        this.client = client;
        this.trust = trust;
        this.api = new ExternalMetricsApi(client, us);
        this.clock = clock;
    }

    /** Looks whether all is as it shall be, and brings it there; one thread calls it. */
    public Registration look() {
        Registration now;
        try {
            ConfigMap config =
                    client.configMaps().inNamespace(CONFIG_NAMESPACE).withName(CONFIG).get();
            trust.trust(FrontProxy.read(config == null ? Map.of() : data(config)));
            now = api.keep();
        } catch (KubernetesClientException e) {
            now = new Registration.Failed("the API server answered %d".formatted(e.getCode()));
            LOG.debug("external metrics could not be registered", e);
        } catch (IllegalArgumentException e) {
            now = new Registration.Failed(String.valueOf(e.getMessage()));
        }
        if (!last.equals(Optional.of(now))) {
            tell(now);
        }
        last = Optional.of(now);
        return now;
    }

    private static Map<String, String> data(ConfigMap config) {
        return config.getData() == null ? Map.of() : config.getData();
    }

    private void tell(Registration now) {
        switch (now) {
            case Registration.Ours _ -> LOG.info(now.words());
            case Registration.Unreachable _ -> tell(now, "ExternalMetricsUnreachable");
            case Registration.Held _ -> tell(now, "ExternalMetricsHeld");
            case Registration.Failed _ -> LOG.warn(now.words());
        }
    }

    private void tell(Registration now, String reason) {
        LOG.warn(now.words());
        Instant at = clock.instant();
        try {
            client.resource(
                            new EventBuilder()
                                    .withNewMetadata()
                                    .withGenerateName(ExternalMetricsApi.NAME + ".")
                                    .withNamespace(EVENTS)
                                    .endMetadata()
                                    .withNewInvolvedObject()
                                    .withApiVersion("apiregistration.k8s.io/v1")
                                    .withKind("APIService")
                                    .withName(ExternalMetricsApi.NAME)
                                    .endInvolvedObject()
                                    .withType("Warning")
                                    .withReason(reason)
                                    .withMessage(now.words())
                                    .withNewSource()
                                    .withComponent("spillway-controller")
                                    .endSource()
                                    .withFirstTimestamp(at.toString())
                                    .withLastTimestamp(at.toString())
                                    .withCount(1)
                                    .build())
                    .create();
        } catch (KubernetesClientException e) {
            LOG.debug("an event could not be written: {}", e.getMessage());
        }
    }

    /** Nobody is to be sent to us any more. */
    public void end() {
        try {
            api.remove();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "APIService {} could not be removed; unless another controller takes it over, delete it: no namespace can be deleted while nobody answers it ({})",
                    ExternalMetricsApi.NAME,
                    e.getMessage());
        }
    }
}
