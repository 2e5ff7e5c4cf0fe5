package dev.spillway.router.nimbus;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Which signed tokens are believed. Without an issuer none is.
 *
 * @param issuer what the claim {@code iss} must be; empty to accept API keys only
 * @param audience what the claim {@code aud} must contain
 * @param jwks file path or http(s) URL of the JSON Web Key Set
 * @param tenantClaim the claim that names the tenant
 * @param clockSkew tolerated when a token's times are checked
 * @param keysKept how old keys from a URL get before they are fetched again; a token that names an
 *     unknown key makes them be fetched at once, but not more often than ten times in that time
 */
@ConfigurationProperties("router.jwt")
record JwtProperties(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String jwks,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keysKept) {
    private static final Duration LEAST_KEPT = Duration.ofSeconds(1);
    private static final Duration MOST_KEPT = Duration.ofDays(1);

    JwtProperties {
        if (isSet(issuer) != isSet(audience) || isSet(issuer) != isSet(jwks)) {
            throw new IllegalArgumentException(
                    "SPILLWAY_JWT_ISSUER, SPILLWAY_JWT_AUDIENCE and SPILLWAY_JWT_JWKS belong"
                            + " together: set all three or none");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "clock-skew is %s; allowed are 0s to 5m".formatted(clockSkew));
        }
        if (keysKept.compareTo(LEAST_KEPT) < 0 || keysKept.compareTo(MOST_KEPT) > 0) {
            throw new IllegalArgumentException(
                    "keys-kept is %s; allowed are 1s to 1d".formatted(keysKept));
        }
    }

    boolean isConfigured() {
        return isSet(issuer);
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
