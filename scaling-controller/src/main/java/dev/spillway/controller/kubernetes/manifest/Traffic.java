package dev.spillway.controller.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;

import java.util.Map;

/** Who may talk to a pool's workers, and whom they may talk to. */
final class Traffic {

    private static final int DNS = 53;
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private Traffic() {}

    static NetworkPolicy denyAll(Identity identity) {
        return new NetworkPolicyBuilder()
                .withMetadata(identity.metadata("default-deny"))
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .endSpec()
                .build();
    }

    /** The edges a worker needs: names, the queue, and those who read its metrics. */
    static NetworkPolicy workers(Identity identity, ManifestSettings settings) {
        return new NetworkPolicyBuilder()
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .withNewSpec()
                .withPodSelector(labelled(identity.selector()))
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(readers(settings))
                .withEgress(names(), queue(settings))
                .endSpec()
                .build();
    }

    private static NetworkPolicyIngressRule readers(ManifestSettings settings) {
        return new NetworkPolicyIngressRuleBuilder()
                .addNewFrom()
                .withNamespaceSelector(namespace(settings.controlNamespace()))
                .endFrom()
                .addNewFrom()
                .withNamespaceSelector(labelled(PoolManifests.MONITORING_LABEL))
                .endFrom()
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(WorkerDeployment.HTTP))
                .endPort()
                .build();
    }

    private static NetworkPolicyEgressRule names() {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNamespaceSelector(namespace("kube-system"))
                .endTo()
                .addNewPort()
                .withProtocol("UDP")
                .withPort(new IntOrString(DNS))
                .endPort()
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(DNS))
                .endPort()
                .build();
    }

    private static NetworkPolicyEgressRule queue(ManifestSettings settings) {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNamespaceSelector(namespace(settings.controlNamespace()))
                .withPodSelector(labelled(Map.of("app.kubernetes.io/name", "redis")))
                .endTo()
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(settings.redisPort()))
                .endPort()
                .build();
    }

    private static LabelSelector namespace(String name) {
        return labelled(Map.of(NAMESPACE_NAME, name));
    }

    private static LabelSelector labelled(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(labels).build();
    }

    /** Workers fetch their work; the service is there to find all of them for their metrics. */
    static Service service(Identity identity) {
        return new ServiceBuilder()
                .withMetadata(identity.metadata(PoolManifests.WORKER))
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(identity.selector())
                .addNewPort()
                .withName(WorkerDeployment.HTTP)
                .withProtocol("TCP")
                .withPort(WorkerDeployment.PORT)
                .withTargetPort(new IntOrString(WorkerDeployment.HTTP))
                .endPort()
                .endSpec()
                .build();
    }
}
