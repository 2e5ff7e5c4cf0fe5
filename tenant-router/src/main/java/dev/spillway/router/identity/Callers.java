package dev.spillway.router.identity;

import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;
import dev.spillway.router.tenancy.Tenant;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Map;

/** The tenant behind an HTTP request, or the problem that there is none. */
public final class Callers {
    private static final String CHALLENGE = "Bearer realm=\"spillway\"";

    private final Credentials credentials;

    public Callers(Credentials credentials) {
        this.credentials = credentials;
    }

    public Tenant tenantOf(HttpServletRequest request) {
        Identity identity =
                credentials.identify(
                        request.getHeader("Authorization"), request.getHeader("X-Api-Key"));
        return switch (identity) {
            case Identity.Known(Tenant tenant) -> tenant;
            case Identity.Anonymous() ->
                    throw unauthenticated(
                            "send Authorization: Bearer with an API key or a token", CHALLENGE);
            case Identity.Rejected(String reason) ->
                    throw unauthenticated(
                            reason,
                            CHALLENGE
                                    + ", error=\"invalid_token\", error_description=\"%s\""
                                            .formatted(reason));
            case Identity.Unserved() ->
                    throw new ProblemException(
                            Problem.of(
                                    ProblemType.UNKNOWN_TENANT,
                                    "the credential is valid, but its tenant is not served here"));
            case Identity.KeysUnavailable() ->
                    throw new ProblemException(
                            Problem.of(
                                            ProblemType.KEYS_UNAVAILABLE,
                                            "the keys that tokens are signed with cannot be read")
                                    .retryAfter(5));
            case Identity.DirectoryUnavailable() ->
                    throw new ProblemException(
                            Problem.of(
                                            ProblemType.QUEUE_UNAVAILABLE,
                                            "the tenant directory has not been read yet")
                                    .retryAfter(2));
        };
    }

    private static ProblemException unauthenticated(String detail, String challenge) {
        return new ProblemException(
                Problem.of(ProblemType.UNAUTHENTICATED, detail)
                        .withHeaders(Map.of("WWW-Authenticate", challenge)));
    }
}
