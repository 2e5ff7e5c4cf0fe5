package dev.spillway.router.identity;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.router.identity.Identity.Anonymous;
import dev.spillway.router.identity.Identity.DirectoryUnavailable;
import dev.spillway.router.identity.Identity.KeysUnavailable;
import dev.spillway.router.identity.Identity.Known;
import dev.spillway.router.identity.Identity.Rejected;
import dev.spillway.router.identity.Identity.Unserved;
import dev.spillway.router.tenancy.Directory;
import dev.spillway.router.tenancy.StoredKey;
import dev.spillway.router.tenancy.TenantDirectory;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Resolves the credential of a request to a tenant; nothing else of a request has a say in it. */
public final class Credentials {
    private static final String UNKNOWN_KEY = "the API key is not known";

    private final TenantDirectory tenants;
    private final Tokens tokens;

    public Credentials(TenantDirectory tenants, Tokens tokens) {
        this.tenants = tenants;
        this.tokens = tokens;
    }

    /**
     * Tells who is asking.
     *
     * @param authorization the header {@code Authorization}
     * @param apiKeyHeader the header {@code X-Api-Key}
     */
    public Identity identify(@Nullable String authorization, @Nullable String apiKeyHeader) {
        if (authorization != null && apiKeyHeader != null) {
            return new Rejected("send one credential: Authorization or X-Api-Key, not both");
        }
        Optional<Directory> directory = tenants.current();
        if (directory.isEmpty()) {
            return new DirectoryUnavailable();
        }
        if (apiKeyHeader != null) {
            return byKey(directory.get(), apiKeyHeader);
        }
        return authorization == null
                ? new Anonymous()
                : byAuthorization(directory.get(), authorization);
    }

    private Identity byAuthorization(Directory directory, String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Rejected("Authorization must be of the scheme Bearer");
        }
        String credential = authorization.substring(7).strip();
        return credential.startsWith(ApiKey.PREFIX)
                ? byKey(directory, credential)
                : byToken(directory, credential);
    }

    private Identity byKey(Directory directory, String credential) {
        Optional<ApiKey> parsed = ApiKey.parse(credential);
        if (parsed.isEmpty()) {
            return new Rejected("an API key has the form sk-spillway-<id>-<secret>");
        }
        ApiKey key = parsed.get();
        Optional<StoredKey> live = directory.key(key.id());
        Optional<StoredKey> stored = live.or(() -> tenants.retiredKey(key.id()));
        if (stored.isEmpty() || !key.matches(stored.get())) {
            return new Rejected(UNKNOWN_KEY);
        }
        return known(directory, stored.get().tenant());
    }

    private Identity byToken(Directory directory, String token) {
        return switch (tokens.verify(token)) {
            case Tokens.Verdict.Valid(String name) -> byName(directory, name);
            case Tokens.Verdict.Invalid(String reason) -> new Rejected(reason);
            case Tokens.Verdict.KeysUnavailable() -> new KeysUnavailable();
        };
    }

    private static Identity byName(Directory directory, String name) {
        try {
            return known(directory, new TenantId(name));
        } catch (IllegalArgumentException e) {
            return new Unserved();
        }
    }

    private static Identity known(Directory directory, TenantId tenant) {
        return directory.tenant(tenant).<Identity>map(Known::new).orElseGet(Unserved::new);
    }
}
