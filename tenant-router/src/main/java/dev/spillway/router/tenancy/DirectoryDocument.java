package dev.spillway.router.tenancy;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.TenantId;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Objects;

/** The directory as the controller writes it. Fields the router has no use for are skipped. */
record DirectoryDocument(long version, List<Entry> tenants) {

    record Entry(
            String name,
            String tier,
            String pool,
            String region,
            double requestsPerSecond,
            int burst,
            int queueDepth,
            @Nullable Double bytesPerSecond,
            List<Key> apiKeys) {
        Entry {
            Objects.requireNonNull(apiKeys, "apiKeys");
        }

        Tenant tenant() {
            return new Tenant(
                    new TenantId(name),
                    Objects.requireNonNull(tier, "tier"),
                    new Domain(pool),
                    Objects.requireNonNull(region, "region"),
                    requestsPerSecond,
                    burst,
                    queueDepth,
                    // Controllers of before do not say it.
                    bytesPerSecond == null ? 0 : bytesPerSecond);
        }
    }

    record Key(String id, String sha256) {
        Key {
            Objects.requireNonNull(id, "apiKeys.id");
            Objects.requireNonNull(sha256, "apiKeys.sha256");
        }
    }

    DirectoryDocument {
        Objects.requireNonNull(tenants, "tenants");
    }

    /**
     * Reads a directory, or throws {@link IllegalArgumentException} with one line saying why not.
     */
    static Directory read(JsonMapper json, String document) {
        try {
            return json.readValue(document, DirectoryDocument.class).directory();
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "the tenant directory is not readable: " + oneLine(e), e);
        }
    }

    private Directory directory() {
        List<StoredKey> keys =
                tenants.stream()
                        .flatMap(
                                entry ->
                                        entry.apiKeys().stream()
                                                .map(
                                                        key ->
                                                                new StoredKey(
                                                                        key.id(),
                                                                        key.sha256(),
                                                                        new TenantId(
                                                                                entry.name()))))
                        .toList();
        return new Directory(version, tenants.stream().map(Entry::tenant).toList(), keys);
    }

    private static String oneLine(RuntimeException e) {
        String message =
                e instanceof JacksonException jackson
                        ? jackson.getOriginalMessage()
                        : e.getMessage();
        return message == null ? "a field is missing" : message.lines().findFirst().orElse("");
    }
}
