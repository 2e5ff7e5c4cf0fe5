package dev.spillway.router.tenancy;

import dev.spillway.fairqueue.TenantId;

/**
 * What is kept of an API key: never the key itself.
 *
 * @param id the public part that names it
 * @param sha256 lower-case hex digest of the whole key
 * @param tenant whose key it is
 */
public record StoredKey(String id, String sha256, TenantId tenant) {}
