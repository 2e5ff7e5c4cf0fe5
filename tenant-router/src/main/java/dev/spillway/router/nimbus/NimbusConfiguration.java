package dev.spillway.router.nimbus;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;

import dev.spillway.router.identity.Tokens;
import dev.spillway.router.nimbus.NimbusTokens.Expected;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

@Configuration(proxyBeanMethods = false)
class NimbusConfiguration {

    @Bean
    Tokens tokens(JwtProperties properties) {
        if (!properties.isConfigured()) {
            return Tokens.notAccepted();
        }
        return new NimbusTokens(
                keys(Objects.requireNonNull(properties.jwks()), properties.keysKept()),
                new Expected(
                        Objects.requireNonNull(properties.issuer()),
                        Objects.requireNonNull(properties.audience()),
                        properties.tenantClaim(),
                        (int) properties.clockSkew().toSeconds()));
    }

    /** A URL may be unreachable now and come back; a file that is not there never will. */
    private static JWKSource<SecurityContext> keys(String place, Duration kept) {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            long keptMillis = kept.toMillis();
            return JWKSourceBuilder.<SecurityContext>create(url(place))
                    .retrying(true)
                    .cache(keptMillis, keptMillis / 20)
                    .refreshAheadCache(keptMillis / 10, true)
                    // Anybody can make up tokens that name unknown keys.
                    .rateLimited(keptMillis / 10)
                    .outageTolerantForever()
                    .build();
        }
        Path file = Path.of(place);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "router.jwt.jwks is '%s'; it must be a readable file or an http(s) URL"
                            .formatted(place));
        }
        return JWKSourceBuilder.create(new FileKeys(file)).rateLimited(1_000).build();
    }

    private static java.net.URL url(String place) {
        try {
            return URI.create(place).toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "router.jwt.jwks is '%s'; it must be a readable file or an http(s) URL"
                            .formatted(place),
                    e);
        }
    }
}
