package dev.spillway.controller.signal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.signal.Passes;
import dev.spillway.controller.signal.metrics.certificate.ServingCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The server on loopback; its clients are the JDK's, and trust its certificate alone. */
final class MetricsServerTest {

    private static final TestAuthority FRONT_PROXY = new TestAuthority("front-proxy-ca");
    private static final KeyManager[] NOTHING = {};

    private final Passes passes = new Passes();
    private final FrontProxyTrust trust = new FrontProxyTrust();
    private final ServingCertificate certificate =
            ServingCertificate.make(List.of("localhost"), Passes.NOW);
    private final MetricsServer server =
            new MetricsServer(
                    new MetricsApi(passes.signals(), "spillway-system", pool -> "spillway-" + pool),
                    "127.0.0.1",
                    0,
                    certificate,
                    trust);

    @BeforeEach
    void aPassWasMade() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void trustFrontProxy(String... names) {
        trust.trust(new FrontProxy(List.of(FRONT_PROXY.certificate()), Set.of(names)));
    }

    private HttpResponse<String> get(KeyManager[] shown)
            throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("server", certificate.certificate());
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown, factory.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "https://localhost:%d/apis/external.metrics.k8s.io/v1beta1/namespaces/spillway-media/pool_desired_workers?labelSelector=pool%%3Dmedia"
                                                    .formatted(server.port())))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void answersTheFrontProxy() throws Exception {
        trustFrontProxy("front-proxy-client");
        HttpResponse<String> response = get(FRONT_PROXY.client("front-proxy-client"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).contains("\"value\":\"7\"");
    }

    @Test
    void anyNameDoesWhereTheApiServerNamesNone() throws Exception {
        trustFrontProxy();

        assertThat(get(FRONT_PROXY.client("somebody")).statusCode()).isEqualTo(200);
    }

    @Test
    void connectsToNobodyElse() throws Exception {
        trustFrontProxy("front-proxy-client");
        refuses(NOTHING);
        refuses(FRONT_PROXY.client("somebody"));
        refuses(new TestAuthority("front-proxy-ca").client("front-proxy-client"));
        assertThat(get(FRONT_PROXY.client("front-proxy-client")).statusCode()).isEqualTo(200);
    }

    @Test
    void connectsToNobodyWhileTheFrontProxyIsNotKnown() {
        refuses(FRONT_PROXY.client("front-proxy-client"));
    }

    @Test
    void followsAChangeOfTheFrontProxysAuthority() throws Exception {
        trustFrontProxy("front-proxy-client");
        TestAuthority next = new TestAuthority("next-ca");
        trust.trust(
                FrontProxy.read(
                        Map.of(
                                "requestheader-client-ca-file",
                                FRONT_PROXY.pem() + next.pem(),
                                "requestheader-allowed-names",
                                "[\"front-proxy-client\"]")));

        assertThat(get(next.client("front-proxy-client")).statusCode()).isEqualTo(200);
        assertThat(get(FRONT_PROXY.client("front-proxy-client")).statusCode()).isEqualTo(200);
    }

    private void refuses(KeyManager[] shown) {
        assertThatThrownBy(() -> get(shown)).isInstanceOf(IOException.class);
    }
}
