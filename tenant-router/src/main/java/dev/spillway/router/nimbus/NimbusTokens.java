package dev.spillway.router.nimbus;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;

import dev.spillway.router.identity.Tokens;

import java.text.ParseException;
import java.util.Set;

/** Verifies JSON Web Tokens: asymmetric signature, issuer, audience, expiry, tenant claim. */
final class NimbusTokens implements Tokens {
    /** No symmetric algorithm: a public key taken for a shared secret is the classic forgery. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private static final String UNKNOWN_KEY =
            "the token's signature, key or algorithm is not accepted";

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String tenantClaim;
    private volatile boolean hasKeys;

    NimbusTokens(JWKSource<SecurityContext> keys, Expected expected) {
        this.tenantClaim = expected.tenantClaim();
        // The last: many issuers leave the type out.
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        expected.audience(),
                        new JWTClaimsSet.Builder().issuer(expected.issuer()).build(),
                        Set.of("exp", expected.tenantClaim()));
        claims.setMaxClockSkew(expected.clockSkewSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * What a token must say.
     *
     * @param issuer the claim {@code iss}
     * @param audience among the claim {@code aud}
     * @param tenantClaim the claim that names the tenant
     * @param clockSkewSeconds tolerated
     */
    record Expected(String issuer, String audience, String tenantClaim, int clockSkewSeconds) {}

    @Override
    public Verdict verify(String token) {
        try {
            String tenant = processor.process(token, null).getStringClaim(tenantClaim);
            hasKeys = true;
            return new Verdict.Valid(tenant);
        } catch (ExpiredJWTException e) {
            return new Verdict.Invalid("the token has expired");
        } catch (BadJWTException e) {
            return new Verdict.Invalid(
                    "the token's issuer, audience, times or tenant claim are not accepted");
        } catch (BadJOSEException e) {
            return new Verdict.Invalid(UNKNOWN_KEY);
        } catch (RateLimitReachedException e) {
            // The keys are there, and were looked at a moment ago: this one is not among them.
            return hasKeys ? new Verdict.Invalid(UNKNOWN_KEY) : new Verdict.KeysUnavailable();
        } catch (KeySourceException e) {
            return new Verdict.KeysUnavailable();
        } catch (JOSEException e) {
            return new Verdict.Invalid("the token cannot be verified");
        } catch (ParseException e) {
            return new Verdict.Invalid("the bearer credential is neither an API key nor a token");
        }
    }
}
