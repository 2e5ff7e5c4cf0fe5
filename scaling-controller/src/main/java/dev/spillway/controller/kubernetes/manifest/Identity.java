package dev.spillway.controller.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a pool's objects are named, labelled and owned.
 *
 * @param pool its name
 * @param owner what they belong to
 */
record Identity(String pool, Owner owner) {

    private static final int LONGEST_NAME = 50;
    private static final String NAME = "app.kubernetes.io/name";

    Identity {
        if (pool.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "pool is '%s'; in a cluster its name may have at most %d characters, it has %d"
                            .formatted(pool, LONGEST_NAME, pool.length()));
        }
    }

    String namespace() {
        return PoolManifests.namespaceOf(pool);
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, PoolManifests.WORKER);
        labels.put("app.kubernetes.io/instance", pool);
        labels.put("app.kubernetes.io/component", "worker");
        labels.put("app.kubernetes.io/part-of", "spillway");
        labels.put("app.kubernetes.io/managed-by", PoolManifests.FIELD_MANAGER);
        labels.put(PoolManifests.POOL_LABEL, pool);
        return labels;
    }

    /** The labels its worker pods are known by; a Deployment can never change them. */
    Map<String, String> selector() {
        Map<String, String> selector = new LinkedHashMap<>();
        selector.put(NAME, PoolManifests.WORKER);
        selector.put(PoolManifests.POOL_LABEL, pool);
        return selector;
    }

    /** Of an object in the pool's namespace. */
    ObjectMeta metadata(String name) {
        return owned(name).withNamespace(namespace()).build();
    }

    /** Of the namespace itself. */
    ObjectMeta ofNamespace(Map<String, String> moreLabels) {
        return owned(namespace()).addToLabels(moreLabels).build();
    }

    private ObjectMetaBuilder owned(String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withLabels(labels())
                .addNewOwnerReference()
                .withApiVersion(Owner.API_VERSION)
                .withKind(owner.kind())
                .withName(owner.name())
                .withUid(owner.uid())
                .withController(true)
                .endOwnerReference();
    }
}
