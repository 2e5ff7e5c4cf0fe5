package dev.spillway.router.tenancy;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.TenantId;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All tenants and their keys at one version. Immutable. */
public final class Directory {
    private final long version;
    private final Map<TenantId, Tenant> tenants;
    private final Map<String, StoredKey> keys;

    public Directory(long version, List<Tenant> tenants, List<StoredKey> keys) {
        this.version = version;
        Map<TenantId, Tenant> byId = new HashMap<>();
        for (Tenant tenant : tenants) {
            if (byId.put(tenant.id(), tenant) != null) {
                throw new IllegalArgumentException(
                        "tenant %s is there twice".formatted(tenant.id()));
            }
        }
        Map<String, StoredKey> byKeyId = new HashMap<>();
        for (StoredKey key : keys) {
            if (byKeyId.put(key.id(), key) != null) {
                throw new IllegalArgumentException(
                        "API key id %s is there twice".formatted(key.id()));
            }
        }
        this.tenants = Map.copyOf(byId);
        this.keys = Map.copyOf(byKeyId);
    }

    public long version() {
        return version;
    }

    public Optional<Tenant> tenant(TenantId id) {
        return Optional.ofNullable(tenants.get(id));
    }

    public Collection<Tenant> tenants() {
        return tenants.values();
    }

    public Optional<StoredKey> key(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    public Collection<StoredKey> keys() {
        return keys.values();
    }

    public Set<Domain> pools() {
        return tenants.values().stream().map(Tenant::pool).collect(Collectors.toUnmodifiableSet());
    }
}
