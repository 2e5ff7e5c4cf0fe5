package dev.spillway.controller.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesAttributesExtractor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.Attribute;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.MockResponse;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The mock server's storage, which finds an object by its name without a look at all others: with
 * ten thousand of them nothing else would be measured.
 */
class IndexedStorage extends KubernetesCrudDispatcher {

    private final Map<String, Set<AttributeSet>> byName = new HashMap<>();

    @Override
    public MockResponse handleGet(String path) {
        AttributeSet query = getKey(path);
        if (!query.containsKey("name") || path.contains("watch=true")) {
            return super.handleGet(path);
        }
        Map.Entry<AttributeSet, String> found = findResource(query);
        return found == null
                ? new MockResponse().setResponseCode(404)
                : new MockResponse().setResponseCode(200).setBody(found.getValue());
    }

    @Override
    public Map.@Nullable Entry<AttributeSet, String> findResource(AttributeSet query) {
        synchronized (byName) {
            for (AttributeSet each : byName.getOrDefault(name(query), Set.of())) {
                if (each.matches(query)) {
                    return Map.entry(each, map.get(each));
                }
            }
            return null;
        }
    }

    @Override
    public void processEvent(
            String path,
            AttributeSet pathAttributes,
            @Nullable AttributeSet before,
            @Nullable GenericKubernetesResource resource,
            @Nullable String newState) {
        synchronized (byName) {
            if (before != null) {
                byName.getOrDefault(name(before), new LinkedHashSet<>()).remove(before);
            }
            super.processEvent(path, pathAttributes, before, resource, newState);
            if (newState != null) {
                AttributeSet after =
                        resource == null
                                ? attributeExtractor.fromResource(newState)
                                : extractor().extract(resource);
                AttributeSet key =
                        after.containsKey("plural")
                                ? after
                                : AttributeSet.merge(pathAttributes, after);
                byName.computeIfAbsent(name(key), _ -> new LinkedHashSet<>()).add(key);
            }
        }
    }

    private KubernetesAttributesExtractor extractor() {
        return (KubernetesAttributesExtractor) attributeExtractor;
    }

    private static String name(AttributeSet attributes) {
        return value(attributes, "namespace") + "/" + value(attributes, "name");
    }

    private static String value(AttributeSet attributes, String key) {
        Attribute attribute = attributes.getAttribute(key);
        return attribute == null ? "" : attribute.getValues().toString();
    }
}
