package dev.spillway.rag.tenants;

import dev.spillway.fairqueue.TenantId;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the published tenant directory: of each tenant its name, pool and collections. */
final class TenantDirectory {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TenantDirectory() {}

    /**
     * The tenants of a pool.
     *
     * @throws IllegalArgumentException when the text is not a directory
     */
    static PoolTenants ofPool(String pool, String directory) {
        Map<TenantId, List<String>> collections = new HashMap<>();
        try {
            JsonNode tenants = JSON.readTree(directory).required("tenants");
            for (JsonNode tenant : tenants.values()) {
                if (tenant.required("pool").asString().equals(pool)) {
                    collections.put(
                            new TenantId(tenant.required("name").asString()), names(tenant));
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the tenant directory cannot be read", e);
        }
        return new PoolTenants(collections);
    }

    private static List<String> names(JsonNode tenant) {
        List<String> names = new ArrayList<>();
        tenant.path("collections").values().forEach(name -> names.add(name.asString()));
        return List.copyOf(names);
    }
}
