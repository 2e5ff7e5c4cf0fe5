package dev.spillway.router;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;

/** An issuer of tokens, good ones and others. */
final class TestTokens {
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "spillway";

    private final ECKey key;
    private final ECKey stranger = generate("stranger");
    private final Instant now = java.time.InstantSource.system().instant();

    TestTokens() {
        this("known");
    }

    TestTokens(String keyId) {
        this.key = generate(keyId);
    }

    String keys() {
        return new JWKSet(key).toString(true);
    }

    void writeKeys(Path file) throws IOException {
        Files.writeString(file, keys());
    }

    JWTClaimsSet.Builder claims(String tenant) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("someone")
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("tenant", tenant);
    }

    Date longAgo() {
        return Date.from(now.minusSeconds(3600));
    }

    Date later() {
        return Date.from(now.plusSeconds(3600));
    }

    String signed(JWTClaimsSet.Builder claims) {
        return signed(key, JOSEObjectType.JWT, claims);
    }

    String ofType(String type, JWTClaimsSet.Builder claims) {
        return signed(key, new JOSEObjectType(type), claims);
    }

    String signedByStranger(JWTClaimsSet.Builder claims) {
        return signed(stranger, JOSEObjectType.JWT, claims);
    }

    /** The known key's id over a stranger's signature. */
    String forged(JWTClaimsSet.Builder claims) {
        ECKey pretender = new ECKey.Builder(stranger).keyID(key.getKeyID()).build();
        return signed(pretender, JOSEObjectType.JWT, claims);
    }

    String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    /** The public key taken for a shared secret. */
    String symmetric(JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
                            claims.build());
            jwt.sign(new MACSigner(key.toPublicJWK().toJSONString()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(ECKey by, JOSEObjectType type, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .type(type)
                                    .keyID(by.getKeyID())
                                    .build(),
                            claims.build());
            jwt.sign(new ECDSASigner(by));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey generate(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
