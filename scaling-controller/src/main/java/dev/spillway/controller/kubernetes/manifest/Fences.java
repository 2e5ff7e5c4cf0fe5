package dev.spillway.controller.kubernetes.manifest;

import dev.spillway.controller.catalog.ResourceProfile;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;

import java.util.LinkedHashMap;
import java.util.Map;

/** What keeps a pool to itself: its namespace, and how much may be in there. */
final class Fences {

    private Fences() {}

    static Namespace namespace(Identity identity) {
        Map<String, String> security = new LinkedHashMap<>();
        for (String mode : new String[] {"enforce", "audit", "warn"}) {
            security.put("pod-security.kubernetes.io/" + mode, "restricted");
            security.put("pod-security.kubernetes.io/" + mode + "-version", "latest");
        }
        return new NamespaceBuilder().withMetadata(identity.ofNamespace(security)).build();
    }

    static ResourceQuota quota(Identity identity, Quota quota) {
        return new ResourceQuotaBuilder()
                .withMetadata(identity.metadata(PoolManifests.QUOTA))
                .withNewSpec()
                .withHard(quota.hard())
                .endSpec()
                .build();
    }

    /** No container gets more than a worker, and one that says nothing gets what a worker gets. */
    static LimitRange limits(Identity identity, ResourceProfile each) {
        return new LimitRangeBuilder()
                .withMetadata(identity.metadata(PoolManifests.QUOTA))
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .withDefaultRequest(requests(each))
                .withDefault(most(each))
                .withMax(most(each))
                .endLimit()
                .endSpec()
                .build();
    }

    static Map<String, Quantity> requests(ResourceProfile each) {
        return resources(each.cpuRequest(), each.memoryRequest());
    }

    static Map<String, Quantity> most(ResourceProfile each) {
        return resources(each.cpuLimit(), each.memoryLimit());
    }

    private static Map<String, Quantity> resources(String cpu, String memory) {
        Map<String, Quantity> resources = new LinkedHashMap<>();
        resources.put("cpu", new Quantity(cpu));
        resources.put("memory", new Quantity(memory));
        return resources;
    }
}
