package dev.spillway.controller.signal.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

import dev.spillway.controller.signal.metrics.certificate.ServingCertificate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Answers the API server, and nobody else: who has not its certificate gets no connection. */
public final class MetricsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    private final MetricsApi api;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Begins to answer. */
    public MetricsServer(
            MetricsApi api,
            String address,
            int port,
            ServingCertificate certificate,
            FrontProxyTrust trust) {
        this.api = api;
        try {
            this.server = HttpsServer.create(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "external metrics cannot listen on %s:%d".formatted(address, port), e);
        }
        server.setHttpsConfigurator(new OnlyWithCertificate(context(certificate, trust)));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
        LOG.info("external metrics are served on port {}", port());
    }

    private static final class OnlyWithCertificate extends HttpsConfigurator {

        OnlyWithCertificate(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters demanded = getSSLContext().getDefaultSSLParameters();
            demanded.setNeedClientAuth(true);
            parameters.setSSLParameters(demanded);
        }
    }

    private static SSLContext context(ServingCertificate certificate, FrontProxyTrust trust) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] noPassword = {};
            store.setKeyEntry(
                    "serving",
                    certificate.key(),
                    noPassword,
                    new Certificate[] {certificate.certificate()});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Document answer =
                    api.answer(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            Optional.ofNullable(exchange.getRequestURI().getRawQuery()));
            byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
