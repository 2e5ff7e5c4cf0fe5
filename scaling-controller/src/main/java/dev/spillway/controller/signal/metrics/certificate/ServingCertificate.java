package dev.spillway.controller.signal.metrics.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that vouches for itself (RFC 5280). Its key never leaves the process; whoever is to
 * trust it is told the certificate by way of the API server.
 */
public record ServingCertificate(X509Certificate certificate, PrivateKey key) {

    /** It is new at every start, and must not run out before the next one. */
    private static final Duration VALID = Duration.ofDays(3650);

    /** Clocks differ. */
    private static final Duration SINCE = Duration.ofHours(1);

    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String EXTENDED_USAGE = "2.5.29.37";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int SERIAL_BITS = 63;

    /** A new one for a server of these names. */
    public static ServingCertificate make(List<String> dnsNames, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] content = content(dnsNames, pair, now);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] encoded = Der.sequence(content, algorithm(), Der.bits(signature.sign()));
            return new ServingCertificate(
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(encoded)),
                    pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be made", e);
        }
    }

    private static byte[] content(List<String> dnsNames, KeyPair pair, Instant now) {
        byte[] name =
                Der.sequence(
                        Der.set(
                                Der.sequence(
                                        Der.objectId(COMMON_NAME), Der.text(dnsNames.getFirst()))));
        byte[] names =
                Der.sequence(dnsNames.stream().map(each -> Der.numbered(DNS_NAME, each)).toList());
        return Der.sequence(
                Der.numbered(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE)),
                algorithm(),
                name,
                Der.sequence(Der.time(now.minus(SINCE)), Der.time(now.plus(VALID))),
                name,
                pair.getPublic().getEncoded(),
                Der.numbered(
                        3,
                        Der.sequence(
                                extension(ALTERNATIVE_NAMES, names),
                                extension(EXTENDED_USAGE, Der.sequence(Der.objectId(SERVER))))));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.objectId(ECDSA_WITH_SHA256));
    }

    private static byte[] extension(String id, byte[] value) {
        return Der.sequence(Der.objectId(id), Der.octets(value));
    }

    /** The certificate as text, as APIServices carry it. */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(
                            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                    .encodeToString(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be written", e);
        }
    }
}
