package dev.spillway.router;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's web server with its public keys; it can go away and come back at the same port. */
final class KeyServer implements AutoCloseable {
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String keys;
    private int port;
    private HttpServer server;

    KeyServer(String keys) {
        this.keys = keys;
        this.server = open();
        this.port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/keys.json";
    }

    void publish(String now) {
        keys = now;
    }

    int fetches() {
        return fetches.get();
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        server = open();
    }

    private HttpServer open() {
        try {
            HttpServer fresh =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            fresh.createContext(
                    "/keys.json",
                    exchange -> {
                        try (exchange) {
                            fetches.incrementAndGet();
                            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
                            exchange.getResponseHeaders().set("Content-Type", "application/json");
                            exchange.sendResponseHeaders(200, body.length);
                            exchange.getResponseBody().write(body);
                        }
                    });
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
