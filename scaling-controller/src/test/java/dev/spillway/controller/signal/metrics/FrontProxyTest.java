package dev.spillway.controller.signal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

final class FrontProxyTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("front-proxy-ca");

    @Test
    void isReadFromWhatTheApiServerTells() {
        assertThat(
                        FrontProxy.read(
                                Map.of(
                                        "client-ca-file",
                                        "not a front proxy's",
                                        "requestheader-client-ca-file",
                                        AUTHORITY.pem(),
                                        "requestheader-allowed-names",
                                        "[\"front-proxy-client\"]")))
                .isEqualTo(
                        new FrontProxy(
                                List.of(AUTHORITY.certificate()), Set.of("front-proxy-client")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                         | []       | requestheader-client-ca-file is empty; the API server has no certificate to hand requests on with
                    nope | []       | requestheader-client-ca-file holds no certificates
                    good | [        | requestheader-allowed-names is not a list of texts
                    """)
    void saysWhatIsMissing(String authorities, String names, String line) {
        String pem =
                authorities == null
                        ? ""
                        : authorities.equals("good") ? AUTHORITY.pem() : authorities;
        assertThatThrownBy(
                        () ->
                                FrontProxy.read(
                                        Map.of(
                                                "requestheader-client-ca-file",
                                                pem,
                                                "requestheader-allowed-names",
                                                names)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(line);
    }
}
