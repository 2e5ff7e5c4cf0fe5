package dev.spillway.router.tenancy;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The directory that is in force: the last good one, however long ago it came. Also remembers the
 * keys of tenants that went, so that their holders learn that the tenant is gone rather than that
 * the key is wrong.
 */
public final class TenantDirectory {
    private static final Logger log = LoggerFactory.getLogger(TenantDirectory.class);
    private static final int MOST_RETIRED = 10_000;

    private final JsonMapper json;
    private final Map<String, StoredKey> retired = new ConcurrentHashMap<>();
    private final List<Consumer<Directory>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Directory current;
    private String document = "";
    private String complaint = "";

    public TenantDirectory(JsonMapper json) {
        this.json = json;
    }

    /** The directory in force; empty until the first one came. */
    public Optional<Directory> current() {
        return Optional.ofNullable(current);
    }

    /** A key of a tenant that is no longer there. */
    public Optional<StoredKey> retiredKey(String keyId) {
        return Optional.ofNullable(retired.get(keyId));
    }

    /** Tells the listener of the directory in force and of every later one. */
    public synchronized void onChange(Consumer<Directory> listener) {
        listeners.add(listener);
        current().ifPresent(listener);
    }

    /** Takes over a newly read document, if it differs and makes sense. */
    public synchronized void offer(String newDocument) {
        if (newDocument.equals(document)) {
            return;
        }
        document = newDocument;
        try {
            replace(DirectoryDocument.read(json, newDocument));
            complaint = "";
        } catch (IllegalArgumentException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void replace(Directory next) {
        Directory before = current;
        if (before != null) {
            before.keys().stream()
                    .filter(key -> next.tenant(key.tenant()).isEmpty())
                    .filter(key -> retired.size() < MOST_RETIRED)
                    .forEach(key -> retired.put(key.id(), key));
        }
        next.keys().forEach(key -> retired.remove(key.id()));
        current = next;
        log.info(
                "tenant directory {} -> {}: {} tenants in {} pools",
                before == null ? "none" : before.version(),
                next.version(),
                next.tenants().size(),
                next.pools().size());
        listeners.forEach(listener -> listener.accept(next));
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            complaint = reason;
            log.warn("keeping the last good tenant directory: {}", reason);
        }
    }
}
