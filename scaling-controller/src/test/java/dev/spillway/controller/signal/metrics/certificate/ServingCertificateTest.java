package dev.spillway.controller.signal.metrics.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

final class ServingCertificateTest {

    private static final Instant NOW = Instant.parse("2026-11-27T02:47:00Z");

    private final ServingCertificate made =
            ServingCertificate.make(List.of("external-metrics.spillway-system.svc"), NOW);

    @Test
    void vouchesForItselfAndForAServerOfThatName() throws GeneralSecurityException {
        assertThatCode(() -> made.certificate().verify(made.certificate().getPublicKey()))
                .doesNotThrowAnyException();
        assertThat(made.certificate().getSubjectAlternativeNames())
                .containsExactly(List.of(2, "external-metrics.spillway-system.svc"));
        assertThat(made.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.certificate().getVersion()).isEqualTo(3);
    }

    @Test
    void holdsForYearsAndForClocksThatAreLate() {
        assertThatCode(() -> made.certificate().checkValidity(Date.from(NOW.minusSeconds(3599))))
                .doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                made.certificate()
                                        .checkValidity(
                                                Date.from(NOW.plusSeconds(9L * 365 * 86_400))))
                .doesNotThrowAnyException();
    }

    @Test
    void isReadAgainFromItsText() throws GeneralSecurityException {
        assertThat(
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                made.pem().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(made.certificate());
    }

    @Test
    void isAnotherOneEachTime() {
        ServingCertificate other = ServingCertificate.make(List.of("a.b.svc"), NOW);

        assertThat(other.certificate().getSerialNumber())
                .isNotEqualTo(made.certificate().getSerialNumber());
        assertThat(other.key()).isNotEqualTo(made.key());
    }

    /** Lengths of one, two and three bytes. */
    @Test
    void takesAsManyNamesAsThereAre() throws GeneralSecurityException {
        for (int count : List.of(1, 6, 40, 4000)) {
            List<String> names =
                    IntStream.range(0, count).mapToObj("name-%d.example"::formatted).toList();
            assertThat(
                            ServingCertificate.make(names, NOW)
                                    .certificate()
                                    .getSubjectAlternativeNames())
                    .hasSize(count);
        }
    }
}
